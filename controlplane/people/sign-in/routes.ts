import rateLimit from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Http } from '../../platform/http/http.ts'
import { rateStoreIn } from '../../platform/http/rate-store.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findName } from '../account/queries.ts'
import { Done, Me, Nothing, PeopleRefused, SignedInAnswer, SignedOut, SignInWays, UseLink } from '../api.ts'
import { signInCookie } from '../guard/routes.ts'
import { idleEnd, linkMinutes } from '../rules.ts'
import { hashToken, issueLink, type SignInRefusal, signInByLink, signOut } from './actions.ts'

/** Tries a minute from one address. */
const triesMax = 10
const minuteMs = 60_000

const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

const signInRefusals: Record<SignInRefusal, { status: 401 | 403; message: string; expected: string }> = {
  link_unknown: {
    status: 401,
    message: 'This link is not known here.',
    expected: 'the whole link, as it was given',
  },
  link_used: { status: 401, message: 'This link was used already.', expected: 'a new link: it works once' },
  link_expired: {
    status: 401,
    message: `This link is older than ${linkMinutes} minutes.`,
    expected: 'a new link',
  },
  account_disabled: { status: 403, message: 'This account is shut.', expected: 'an account that is open' },
  no_role: {
    status: 403,
    message: 'You are known, but you have no role here yet.',
    expected: 'a role, which an administrator gives',
  },
}

type Parts = {
  sql: Database
  personal: PersonalData
  /** The identity provider; undefined: none is set. */
  provider: { signOutAddress(returnTo: string): Promise<string | null> } | undefined
  /** Where people find the console; undefined: at the name of loopback that they used. */
  publicUrl: string | undefined
  /** Hands a link to who looks after the server, and to nobody else. */
  printLink(token: string): void
  now(): number
}

/** Ways in and out, and who one is. */
export async function signInRoutes(
  app: Http,
  { sql, personal, provider, publicUrl, printLink, now }: Parts,
): Promise<void> {
  await app.register(rateLimit, { global: false, store: rateStoreIn(sql, 'sign-in') })

  app.get(
    '/api/sign-in',
    { schema: { response: { 200: SignInWays } }, config: { policy: 'public' } },
    () => ({ provider: provider !== undefined }),
  )

  app.post(
    '/api/sign-in/link',
    {
      schema: { body: UseLink, response: { 200: SignedInAnswer, 401: PeopleRefused, 403: PeopleRefused } },
      config: { policy: 'public', rateLimit: { max: triesMax, timeWindow: minuteMs } },
    },
    async (request, reply) => {
      const outcome = await signInByLink(sql, {
        token: request.body.token,
        ...browserOf(request),
        now: now(),
      })
      if (outcome.ok) {
        keepToken(reply, outcome.token)
        return { signedIn: true as const }
      }
      const { status, message, expected } = signInRefusals[outcome.refusal]
      return reply.status(status).send({ error: outcome.refusal, message, expected })
    },
  )

  app.post(
    '/api/sign-out',
    { schema: { body: Nothing, response: { 200: SignedOut } }, config: { policy: 'self' } },
    async (request, reply) => {
      const { signInId: id, accountId, how } = request.viewer
      await signOut(sql, { id, accountId, now: now() })
      reply.clearCookie(signInCookie, cookie)
      const there = how === 'provider' ? provider : undefined
      const returnTo = `${siteOf(request, publicUrl)}/sign-in`
      return { done: true as const, providerSignOut: (await there?.signOutAddress(returnTo)) ?? null }
    },
  )

  app.post(
    '/api/sign-in/fresh-link',
    {
      schema: { body: Nothing, response: { 200: Done } },
      config: { policy: 'self', rateLimit: { max: triesMax, timeWindow: minuteMs } },
    },
    async ({ viewer: { accountId } }) => {
      printLink(await issueLink(sql, { accountId, actor: accountId, now: now() }))
      return { done: true as const }
    },
  )

  app.get(
    '/api/me',
    { schema: { response: { 200: Me } }, config: { policy: 'self' } },
    async ({ viewer }) => {
      const { accountId: id, signInId, roles, how, confirmedAt, usedAt, endsAt } = viewer
      const { firstName, name } = (await findName(sql, personal, id))!
      const account = { id, firstName, name }
      const ends = { idleEndsAt: idleEnd(usedAt), endsAt }
      return { at: now(), account, roles, how, signIn: signInId, confirmedAt, ...ends }
    },
  )
}

/** What a new sign-in must know of the browser. */
export function browserOf({ headers, cookies }: FastifyRequest): {
  browser: string
  replaces: string | undefined
} {
  const had = cookies[signInCookie]
  return { browser: headers['user-agent'] ?? '', replaces: had === undefined ? undefined : hashToken(had) }
}

/** The address of the console without a path. Names other than our own were refused before. */
export function siteOf({ protocol, host }: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${protocol}://${host}`
}

export function keepToken(reply: FastifyReply, token: string): void {
  reply.setCookie(signInCookie, token, cookie).header('cache-control', 'no-store')
}
