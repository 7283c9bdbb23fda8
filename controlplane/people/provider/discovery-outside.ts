import {
  allowInsecureRequests,
  ClientError,
  ClientSecretBasic,
  ClientSecretJwt,
  ClientSecretPost,
  Configuration,
  clockTolerance,
  discovery,
  type ExportedJWKSCache,
  enableNonRepudiationChecks,
  getJwksCache,
  type ServerMetadata,
  setJwksCache,
} from 'openid-client'
import { type Choices, chooseBy, findMissingAddress } from './choice-rules.ts'
import { clockDifferenceSecondsMax, type ProviderSettings } from './rules.ts'

const askSecondsMax = 5
const keptMs = 3_600_000

/** What the provider says of itself, and what we choose of it. */
export type Known = {
  configuration: Configuration
  /** One more like it: the library keeps with each which keys it knows. */
  another(): Configuration
  choices: Choices
}

/** What the provider says of itself; asked again after an hour, after a failure, and when it is to be forgotten. */
export function keepConfiguration(settings: ProviderSettings, now: () => number) {
  let kept: { at: number; known: Promise<Known> } | undefined
  return {
    ask(): Promise<Known> {
      if (kept && now() - kept.at < keptMs) return kept.known
      const asked = { at: now(), known: discover(settings) }
      kept = asked
      asked.known.catch(() => {
        if (kept === asked) kept = undefined
      })
      return asked.known
    },
    forget(): void {
      kept = undefined
    },
  }
}

/** Keys that are at least so old (s) are asked for anew when a signature is by none of them. */
const keysRenewableSeconds = 60

/**
 * The keys that the provider signs with, from one journey to the next. A provider may change them at any moment: they
 * count as old enough to be asked for anew.
 */
export function keepKeys() {
  let kept: ExportedJWKSCache | undefined
  return {
    async during<Answer>(
      { another }: Known,
      work: (configuration: Configuration) => Promise<Answer>,
    ): Promise<Answer> {
      const configuration = another()
      const aged = kept && { ...kept, uat: kept.uat - keysRenewableSeconds }
      if (aged) setJwksCache(configuration, aged)
      try {
        return await work(configuration)
      } finally {
        const used = getJwksCache(configuration)
        if (used?.uat !== aged?.uat) kept = used
      }
    },
  }
}

const clientAuths = {
  client_secret_post: ClientSecretPost,
  client_secret_basic: ClientSecretBasic,
  client_secret_jwt: ClientSecretJwt,
} as const

const metadata = { [clockTolerance]: clockDifferenceSecondsMax }
const isPlain = (issuer: string) => new URL(issuer).protocol === 'http:'

async function discover(settings: ProviderSettings): Promise<Known> {
  const { issuer, clientId } = settings
  const options = { execute: isPlain(issuer) ? [allowInsecureRequests] : [], timeout: askSecondsMax }
  const found = await discovery(new URL(issuer), clientId, metadata, undefined, options).catch(failure => {
    throw otherIssuer(failure, issuer) ?? failure
  })
  const said = found.serverMetadata()
  if (said.issuer !== issuer) throw calledOtherwise(said.issuer, issuer)
  const missing = findMissingAddress(said)
  if (missing) throw new Error(missing)
  const chosen = chooseBy(said)
  if (!chosen.ok) throw new Error(chosen.why)
  const { choices } = chosen
  const another = () => configure(settings, said, choices)
  return { configuration: another(), another, choices }
}

function configure(
  { issuer, clientId, clientSecret }: ProviderSettings,
  said: ServerMetadata,
  choices: Choices,
) {
  const clientAuth = clientAuths[choices.clientAuth](clientSecret)
  const configuration = new Configuration({ ...said }, clientId, metadata, clientAuth)
  configuration.timeout = askSecondsMax
  enableNonRepudiationChecks(configuration)
  if (isPlain(issuer)) allowInsecureRequests(configuration)
  return configuration
}

function otherIssuer(failure: unknown, issuer: string): Error | undefined {
  if (!(failure instanceof ClientError)) return undefined
  const { attribute, body } = (failure.cause ?? {}) as { attribute?: string; body?: { issuer?: unknown } }
  return attribute === 'issuer' ? calledOtherwise(String(body?.issuer), issuer) : undefined
}

function calledOtherwise(itself: string, issuer: string): Error {
  return new Error(`the provider calls itself "${itself}", and SETWACHT_OIDC_ISSUER is "${issuer}"`)
}
