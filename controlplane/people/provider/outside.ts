import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  buildEndSessionUrl,
  ClientError,
  calculatePKCECodeChallenge,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Log } from '../../platform/log.ts'
import type { Choices } from './choice-rules.ts'
import { type Known, keepConfiguration, keepKeys } from './discovery-outside.ts'
import type { ProviderSettings, SecondFactor } from './rules.ts'

/** What only this browser's way to the provider and back holds. */
export type Secrets = { state: string; nonce: string; verifier: string }
type Refused = { ok: false; refusal: 'provider_refused' | 'provider_away' }
type Claims = Readonly<Record<string, unknown>> & { sub: string }

export type Provider = ReturnType<typeof openProvider>

/** Of an error that stands in an address, which anybody can write. */
const errorLengthMax = 60

/**
 * Speaks OpenID Connect with the provider: code with PKCE, state, nonce and the exact issuer, signatures checked. It is
 * asked about itself when it is needed first, so that ours starts while theirs is down. `now`: ms since 1970 UTC.
 */
export function openProvider(settings: ProviderSettings, { log, now }: { log: Log; now(): number }) {
  const known = keepConfiguration(settings, now)
  const keys = keepKeys()

  async function attempt<Answer>(work: (known: Known) => Promise<Answer>): Promise<Answer | Refused> {
    try {
      return await work(await known.ask())
    } catch (failure) {
      // It may do otherwise than it said before. What a person was refused for says nothing of that.
      if (!(failure instanceof AuthorizationResponseError)) known.forget()
      const refusal = whyOf(failure)
      log.warn({ refusal, ...factsOf(failure) }, 'the identity provider did not do what was asked')
      return { ok: false, refusal }
    }
  }

  return {
    settings,
    /** Where to send a browser. `afresh`: the person is to prove again to be there. */
    begin: ({ redirectUri, afresh }: { redirectUri: string; afresh: boolean }) =>
      attempt(async ({ configuration, choices }) => {
        const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
        const asked = {
          redirect_uri: redirectUri,
          scope: choices.scope,
          state: secrets.state,
          nonce: secrets.nonce,
          ...(await challengeBy(choices, secrets.verifier)),
          ...askFor(settings.secondFactor, choices),
          ...(afresh && { max_age: '0', ...(choices.asksForLogin && { prompt: 'login' }) }),
        }
        const address = choices.isPushed
          ? await buildAuthorizationUrlWithPAR(configuration, asked)
          : buildAuthorizationUrl(configuration, asked)
        return { ok: true as const, address: address.href, secrets }
      }),
    /** Who came back. `address`: the whole one, as the provider sent the browser to it. */
    redeem: (address: URL, { state, nonce, verifier }: Secrets) =>
      attempt(async provider => {
        const proof = provider.choices.challenge === undefined ? {} : { pkceCodeVerifier: verifier }
        const checks = { expectedState: state, expectedNonce: nonce, ...proof }
        const granted = await keys.during(provider, by => authorizationCodeGrant(by, address, checks))
        const claims = granted.claims()
        if (!claims) throw new Error('an answer with a nonce to check has no ID token')
        return { ok: true as const, claims: claims as Claims }
      }),
    /** Where a person ends the sign-in at the provider too; null: it offers that to nobody, or cannot be reached. */
    async signOutAddress(returnTo: string): Promise<string | null> {
      const answer = await attempt(async ({ configuration }) => {
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null
        return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href
      })
      return typeof answer === 'string' ? answer : null
    },
  }
}

async function challengeBy({ challenge }: Choices, verifier: string): Promise<Record<string, string>> {
  if (challenge === undefined) return {}
  const text = challenge === 'S256' ? await calculatePKCECodeChallenge(verifier) : verifier
  return { code_challenge: text, code_challenge_method: challenge }
}

/** Two levels of assurance have a parameter of their own by which they are asked for. */
function askFor({ claim, value }: SecondFactor, { asksForClaims }: Choices): Record<string, string> {
  if (claim === 'acr') return { acr_values: value }
  if (claim === 'acrs' && asksForClaims)
    return { claims: JSON.stringify({ id_token: { acrs: { essential: true, value } } }) }
  return {}
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
