import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findName, isFirstNameShown as isNamedAtSets } from '../account/queries.ts'
import { signInCookie } from '../guard/routes.ts'
import { idleEnd } from '../rules.ts'
import { hashToken, issueLink, signInByLink, signOut } from './actions.ts'
import { signInApi } from './api.ts'

const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  /** The identity provider; undefined: none is set. */
  provider: { signOutAddress(returnTo: string): Promise<string | null> } | undefined
  /** Where people find the console; undefined: at the name of loopback that they used. */
  publicUrl: string | undefined
  /** Hands a link to who looks after the server, and to nobody else. */
  printLink(token: string): void
  now(): number
}

/** Ways in and out, and who one is. */
export function signInRoutes(app: Http, parts: Parts): void {
  const { sql, personal, nudges, provider, publicUrl, printLink, now } = parts

  serve(
    app,
    signInApi,
    { now, nudges, owners: {} },
    {
      'GET /api/sign-in': () => ({ provider: provider !== undefined }),
      'POST /api/sign-in/link': async ({ body: { token }, by, request, reply }) => {
        const outcome = await signInByLink(sql, { token, ...browserOf(request), now: by.now })
        if (!outcome.ok) return outcome
        keepToken(reply, outcome.token)
        return { ok: true, signedIn: true, changes: { people: [outcome.accountId] } }
      },
      'POST /api/sign-out': async ({ viewer: { signInId: id, accountId, how }, by, request, reply }) => {
        await signOut(sql, { id, accountId, now: by.now })
        reply.clearCookie(signInCookie, cookie)
        const there = how === 'provider' ? provider : undefined
        const providerSignOut = (await there?.signOutAddress(`${siteOf(request, publicUrl)}/sign-in`)) ?? null
        return { ok: true, providerSignOut, changes: {} }
      },
      'POST /api/sign-in/fresh-link': async ({ by: { actor, now: at } }) => {
        printLink(await issueLink(sql, { accountId: actor, actor, now: at }))
        return { ok: true, changes: {} }
      },
      'GET /api/me': async ({ viewer, by }) => {
        const { accountId: id, signInId, roles, how, isIdle, confirmedAt, usedAt, endsAt } = viewer
        const [found, isFirstNameShown] = await Promise.all([
          findName(sql, personal, id),
          isNamedAtSets(sql, id),
        ])
        if (how === 'token') throw new Error('a program has no sign-in')
        const { firstName, name } = found!
        // A wall is nobody.
        const named = how === 'wall' ? { firstName: '', name: '' } : { firstName, name }
        const account = { id, ...named, isFirstNameShown: how !== 'wall' && isFirstNameShown }
        const ends = { idleEndsAt: how === 'wall' || isIdle ? endsAt : idleEnd(usedAt), endsAt }
        return { at: by.now, account, roles, how, signIn: signInId, confirmedAt, ...ends }
      },
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
