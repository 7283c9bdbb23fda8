import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Provider, { type Context } from 'oidc-provider'
import type { ProviderSettings, SecondFactor } from '../../controlplane/people/provider/rules.ts'
import { roles } from '../../controlplane/people/rules.ts'
import { type Clock, realClock } from '../../controlplane/platform/clock.ts'

/** Somebody whom the provider knows; a test may change it while the provider runs. */
export type Member = {
  subject: string
  groups: string[]
  /** How the person proves who it is. */
  amr: string[]
  acr?: string
  acrs?: string
  given_name?: string
  family_name?: string
  name?: string
  email?: string
  /** When the provider says it saw the person, in seconds since 1970; left out: at the moment itself. */
  seenAt?: number
}

/** What the provider takes and how it signs, which it says of itself. */
export type Manners = {
  clientAuth?: 'client_secret_post' | 'client_secret_basic' | 'client_secret_jwt'
  signsWith?: 'RS256' | 'ES256'
  /** What is asked has to be pushed to it first. */
  wantsPushed?: boolean
  scopes?: string[]
}

/** An identity provider on another site than the console. It answers 503 until it `knows` the console. */
export type IdentityProvider = {
  settings: ProviderSettings
  members: Member[]
  knows(consoleUrl: string, of?: Manners): void
  /** From now on every request ends in 503, hangs for ever, or is answered again. */
  goAway(): void
  fallSilent(): void
  comeBack(): void
  /** It signs with a key that it does not show any more. */
  hideKey(): void
  stop(): Promise<void>
}

const scopes = 'openid profile email'
const loginPath = '/interaction/'
const generateKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

/** `clock`: by which it says when it saw somebody; what it signs lives by the real one. */
type Start = { secondFactor?: SecondFactor; clock?: Clock }

export async function startIdentityProvider(
  members: Member[],
  { secondFactor = { claim: 'amr', value: 'mfa' }, clock = realClock }: Start = {},
): Promise<IdentityProvider> {
  let answer: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined
  let state: 'away' | 'silent' | 'there' = 'there'
  let shown: object | undefined
  const server = createServer((request, response) => {
    if (state === 'silent') return
    if (!answer || state === 'away') response.writeHead(503).end()
    else if (shown && request.url === '/jwks') response.end(JSON.stringify({ keys: [shown] }))
    else void answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // Another site than 127.0.0.1, as a browser sees it.
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const clientSecret = randomBytes(24).toString('base64url')
  const settings: ProviderSettings = {
    issuer,
    clientId: 'setwacht',
    clientSecret,
    groupsClaim: 'groups',
    roleOfGroup: new Map(roles.map(role => [`setwacht-${role}`, role])),
    secondFactor,
  }
  return {
    settings,
    members,
    knows(consoleUrl, of) {
      answer = answerWith(openProvider(settings, members, consoleUrl, of), members, clock)
    },
    goAway() {
      state = 'away'
    },
    fallSilent() {
      state = 'silent'
    },
    comeBack() {
      state = 'there'
    },
    hideKey() {
      shown = { ...generateKey().publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function openProvider(
  { issuer, clientId, clientSecret }: ProviderSettings,
  members: Member[],
  consoleUrl: string,
  of: Manners = {},
): Provider {
  const { clientAuth = 'client_secret_post', signsWith = 'RS256', wantsPushed = false } = of
  const { privateKey } =
    signsWith === 'RS256' ? generateKey() : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        token_endpoint_auth_method: clientAuth,
        id_token_signed_response_alg: signsWith,
        redirect_uris: [`${consoleUrl}/api/sign-in/callback`],
        post_logout_redirect_uris: [`${consoleUrl}/sign-in`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: signsWith }] },
    // Without manners of its own it says all that it can.
    ...(of.clientAuth && { clientAuthMethods: [clientAuth] }),
    ...(of.signsWith && { enabledJWA: { idTokenSigningAlgValues: [signsWith] } }),
    ...(of.scopes && { scopes: of.scopes }),
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    // Groups stand in the ID token itself, as both providers of the recipe do it.
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub', 'amr', 'acr', 'acrs', 'auth_time', 'groups'],
      profile: ['name', 'given_name', 'family_name'],
      email: ['email'],
    },
    acrValues: ['1', '2'],
    features: {
      claimsParameter: { enabled: true },
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: wantsPushed },
    },
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `${loginPath}${uid}` },
    findAccount: (_: unknown, subject: string) => findAccount(members, subject),
    async loadExistingGrant({ oidc: { client, session } }: Context) {
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(scopes)
      grant.addOIDCClaims(['acr', 'acrs'])
      await grant.save()
      return grant
    },
  })
  return provider
}

function findAccount(members: Member[], subject: string) {
  const member = members.find(one => one.subject === subject)
  if (!member) return undefined
  const { seenAt: _seenAt, amr: _amr, acr: _acr, ...claims } = member
  return { accountId: subject, claims: () => ({ ...claims, sub: subject }) }
}

/** The provider's own pages, but for the one where people say who they are: a button each. */
function answerWith(provider: Provider, members: Member[], clock: Clock) {
  const rest = provider.callback()
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith(loginPath)) return rest(request, response)
    if (request.method === 'GET') return showMembers(members, response)
    const said = new URLSearchParams(await text(request)).get('as')
    const member = members.find(one => one.subject === said)
    const seenAt = member?.seenAt ?? Math.floor(clock.now() / 1000)
    const result = member
      ? { login: { accountId: member.subject, amr: member.amr, acr: member.acr, ts: seenAt } }
      : { error: 'access_denied', error_description: 'the person went away' }
    return provider.interactionFinished(request, response, result)
  }
}

function showMembers(members: Member[], response: ServerResponse): void {
  const buttons = members.map(({ subject }) => `<button name="as" value="${subject}">${subject}</button>`)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><title>Who?</title><h1>Who?</h1><form method="post">${buttons.join(' ')}</form>`,
  )
}
