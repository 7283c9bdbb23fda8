import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  buildEndSessionUrl,
  ClientError,
  ClientSecretBasic,
  ClientSecretJwt,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Log } from '../../platform/log.ts'
import { type Choices, chooseBy } from './choice-rules.ts'
import { clockDifferenceSecondsMax, type ProviderSettings, type SecondFactor } from './rules.ts'

/** What only this browser's way to the provider and back holds. */
export type Secrets = { state: string; nonce: string; verifier: string }
type Refused = { ok: false; refusal: 'provider_refused' | 'provider_away' }
type Claims = Readonly<Record<string, unknown>> & { sub: string }

export type Provider = ReturnType<typeof openProvider>

const askSecondsMax = 5
const keptMs = 3_600_000
/** Of an error that stands in an address, which anybody can write. */
const errorLengthMax = 60

/**
 * Speaks OpenID Connect with the provider: code with PKCE, state, nonce and the exact issuer, signatures checked. It is
 * asked about itself when it is needed first, so that ours starts while theirs is down. `now`: ms since 1970 UTC.
 */
export function openProvider(settings: ProviderSettings, { log, now }: { log: Log; now(): number }) {
  const known = keepConfiguration(settings, now)

  async function attempt<Answer>(
    work: (configuration: Configuration, choices: Choices) => Promise<Answer>,
  ): Promise<Answer | Refused> {
    try {
      const { configuration, choices } = await known()
      return await work(configuration, choices)
    } catch (failure) {
      const refusal = whyOf(failure)
      log.warn({ refusal, ...factsOf(failure) }, 'the identity provider did not do what was asked')
      return { ok: false, refusal }
    }
  }

  return {
    settings,
    /** Where to send a browser. `afresh`: the person is to prove again to be there. */
    begin: ({ redirectUri, afresh }: { redirectUri: string; afresh: boolean }) =>
      attempt(async (configuration, choices) => {
        const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
        const asked = {
          redirect_uri: redirectUri,
          scope: choices.scope,
          state: secrets.state,
          nonce: secrets.nonce,
          ...(await challengeBy(choices, secrets.verifier)),
          ...askFor(settings.secondFactor),
          ...(afresh && { max_age: '0', ...(choices.asksForLogin && { prompt: 'login' }) }),
        }
        const address = choices.isPushed
          ? await buildAuthorizationUrlWithPAR(configuration, asked)
          : buildAuthorizationUrl(configuration, asked)
        return { ok: true as const, address: address.href, secrets }
      }),
    /** Who came back. `address`: the whole one, as the provider sent the browser to it. */
    redeem: (address: URL, { state, nonce, verifier }: Secrets) =>
      attempt(async (configuration, { challenge }) => {
        const proof = challenge === undefined ? {} : { pkceCodeVerifier: verifier }
        const checks = { expectedState: state, expectedNonce: nonce, ...proof }
        const claims = (await authorizationCodeGrant(configuration, address, checks)).claims()
        if (!claims) throw new Error('an answer with a nonce to check has no ID token')
        return { ok: true as const, claims: claims as Claims }
      }),
    /** Where a person ends the sign-in at the provider too; null: it offers that to nobody, or cannot be reached. */
    async signOutAddress(returnTo: string): Promise<string | null> {
      const answer = await attempt(async configuration => {
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null
        return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href
      })
      return typeof answer === 'string' ? answer : null
    },
  }
}

/** What the provider says of itself; asked again after an hour, and after a failure. */
function keepConfiguration(settings: ProviderSettings, now: () => number): () => Promise<Known> {
  let kept: { at: number; known: Promise<Known> } | undefined
  return () => {
    if (kept && now() - kept.at < keptMs) return kept.known
    const asked = { at: now(), known: discover(settings) }
    kept = asked
    asked.known.catch(() => {
      if (kept === asked) kept = undefined
    })
    return asked.known
  }
}

async function challengeBy({ challenge }: Choices, verifier: string): Promise<Record<string, string>> {
  if (challenge === undefined) return {}
  const text = challenge === 'S256' ? await calculatePKCECodeChallenge(verifier) : verifier
  return { code_challenge: text, code_challenge_method: challenge }
}

/** Two levels of assurance have a parameter of their own by which they are asked for. */
function askFor({ claim, value }: SecondFactor): Record<string, string> {
  if (claim === 'acr') return { acr_values: value }
  if (claim === 'acrs') return { claims: JSON.stringify({ id_token: { acrs: { essential: true, value } } }) }
  return {}
}

/** What the provider says of itself, and what we choose of it. */
type Known = { configuration: Configuration; choices: Choices }

const clientAuths = {
  client_secret_post: ClientSecretPost,
  client_secret_basic: ClientSecretBasic,
  client_secret_jwt: ClientSecretJwt,
} as const

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Known> {
  const server = new URL(issuer)
  const isPlain = server.protocol === 'http:'
  const metadata = { [clockTolerance]: clockDifferenceSecondsMax }
  const options = { execute: isPlain ? [allowInsecureRequests] : [], timeout: askSecondsMax }
  const said = (await discovery(server, clientId, metadata, undefined, options)).serverMetadata()
  if (said.issuer !== issuer)
    throw new Error(`the provider calls itself "${said.issuer}", and SETWACHT_OIDC_ISSUER is "${issuer}"`)
  const chosen = chooseBy(said)
  if (!chosen.ok) throw new Error(chosen.why)
  const clientAuth = clientAuths[chosen.choices.clientAuth](clientSecret)
  const configuration = new Configuration(said, clientId, metadata, clientAuth)
  configuration.timeout = askSecondsMax
  enableNonRepudiationChecks(configuration)
  if (isPlain) allowInsecureRequests(configuration)
  return { configuration, choices: chosen.choices }
}

/** Away: it did not answer, or said that it cannot now. */
function whyOf(failure: unknown): Refused['refusal'] {
  if (failure instanceof AuthorizationResponseError)
    return ['temporarily_unavailable', 'server_error'].includes(failure.error)
      ? 'provider_away'
      : 'provider_refused'
  if (failure instanceof ResponseBodyError)
    return failure.status >= 500 ? 'provider_away' : 'provider_refused'
  if (failure instanceof ClientError) {
    const answer = failure.cause instanceof Response ? failure.cause.status : 0
    return failure.code === 'OAUTH_TIMEOUT' || answer >= 500 ? 'provider_away' : 'provider_refused'
  }
  return failure instanceof TypeError ? 'provider_away' : 'provider_refused'
}

/** What the log may hold: codes and our own words, no claim and no parameter. */
function factsOf(failure: unknown): Record<string, string | undefined> {
  if (failure instanceof AuthorizationResponseError || failure instanceof ResponseBodyError)
    return { code: failure.code, error: failure.error.slice(0, errorLengthMax) }
  if (failure instanceof ClientError) return { code: failure.code, why: failure.message }
  return { why: String(failure) }
}
