import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { browserOf, keepToken, siteOf } from '../sign-in/routes.ts'
import { type Attempt, beginAttempt, confirmByProvider, signInByProvider, takeAttempt } from './actions.ts'
import { providerApi } from './api.ts'
import type { Provider } from './outside.ts'
import { attemptSeconds, ownPath, type ProviderRefusal } from './rules.ts'

/** Comes along when the provider sends the browser back, which the cookie of a sign-in does not. */
const attemptCookie = '__Host-setwacht-attempt'
const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const
const callbackPath = '/api/sign-in/callback'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  /** Undefined: none is set. */
  provider: Provider | undefined
  /** Where people find the console; undefined: at the name of loopback that they used. */
  publicUrl: string | undefined
  now(): number
}

/** To the identity provider and back. A browser goes here by itself, so what fails ends at a page too. */
export function providerRoutes(app: Http, parts: Parts): void {
  const { sql, provider, nudges, publicUrl, now } = parts

  serve(
    app,
    providerApi,
    { now, nudges, owners: {}, onError: sendBack },
    {
      'GET /api/sign-in/provider': ({ query, request, reply }) => {
        if (!provider) return { ok: false, refusal: 'no_provider' }
        const replaces = browserOf(request).replaces ?? null
        const way = { returnTo: ownPath(query.to), confirms: null, replaces }
        return leave({ ...parts, provider }, way, request, reply)
      },
      'GET /api/sign-in/confirm': ({ query, viewer: { how, signInId }, request, reply }) => {
        if (how === 'link' || !provider) return { ok: false, refusal: 'link_sign_in' }
        const way = { returnTo: ownPath(query.to), confirms: signInId, replaces: null }
        return leave({ ...parts, provider }, way, request, reply)
      },
      'GET /api/sign-in/callback': async ({ by, request, reply }) => {
        const site = siteOf(request, publicUrl)
        const address = new URL(callbackPath, site)
        address.search = new URL(request.url, site).search
        const attempt = await takeAttempt(sql, {
          token: request.cookies[attemptCookie] ?? '',
          state: address.searchParams.get('state') ?? '',
          now: by.now,
        })
        if (!attempt || !provider) return refuse(reply, 'attempt_unknown')
        reply.clearCookie(attemptCookie, cookie)
        const outcome = await arrive({ ...parts, provider }, { address, attempt, request, reply })
        return outcome.ok
          ? reply.redirect(attempt.returnTo)
          : refuse(reply, outcome.refusal, attempt.returnTo)
      },
    },
  )
}

type WithProvider = Parts & { provider: Provider }

/** Sends a browser to the provider, with a cookie by which it is known when it comes back. */
async function leave(
  { sql, provider, publicUrl, now }: WithProvider,
  way: Omit<Attempt, 'secrets'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const redirectUri = `${siteOf(request, publicUrl)}${callbackPath}`
  const begun = await provider.begin({ redirectUri, afresh: way.confirms !== null })
  if (!begun.ok) return refuse(reply, begun.refusal, way.returnTo)
  const token = await beginAttempt(sql, { ...way, secrets: begun.secrets }, now())
  reply.setCookie(attemptCookie, token, { ...cookie, maxAge: attemptSeconds })
  return reply.header('cache-control', 'no-store').redirect(begun.address)
}

type Arrival = { address: URL; attempt: Attempt; request: FastifyRequest; reply: FastifyReply }

/** Somebody came back: as who, and may they in? */
async function arrive(
  { sql, personal, provider, now }: WithProvider,
  { address, attempt, request, reply }: Arrival,
): Promise<{ ok: true } | { ok: false; refusal: ProviderRefusal }> {
  const redeemed = await provider.redeem(address, attempt.secrets)
  if (!redeemed.ok) return redeemed
  const { claims } = redeemed
  const known = { sql, personal, provider: provider.settings }
  if (attempt.confirms !== null) return confirmByProvider(known, { id: attempt.confirms, claims, now: now() })
  const { browser, replaces = attempt.replaces ?? undefined } = browserOf(request)
  const outcome = await signInByProvider(known, { claims, browser, replaces, now: now() })
  if (outcome.ok) keepToken(reply, outcome.token)
  return outcome
}

/** `to`: where the person was going, for the next try. */
function refuse(reply: FastifyReply, refused: ProviderRefusal, to = '/'): FastifyReply {
  const search = new URLSearchParams(to === '/' ? { refused } : { refused, to })
  return reply.header('cache-control', 'no-store').redirect(`/sign-in?${search}`)
}

/** Too many journeys end at a page; the rest is answered as everywhere. */
function sendBack(failure: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (failure.statusCode === 429) return refuse(reply, 'too_many')
  throw failure
}
