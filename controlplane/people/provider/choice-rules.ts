/** What we need to know of what the provider says of itself; a list that is left out means what the standard says. */
export type Said = Readonly<{
  authorization_endpoint?: string | undefined
  token_endpoint?: string | undefined
  jwks_uri?: string | undefined
  pushed_authorization_request_endpoint?: string | undefined
  grant_types_supported?: readonly string[] | undefined
  id_token_signing_alg_values_supported?: readonly string[] | undefined
  claims_parameter_supported?: boolean | undefined
  token_endpoint_auth_methods_supported?: readonly string[] | undefined
  token_endpoint_auth_signing_alg_values_supported?: readonly string[] | undefined
  code_challenge_methods_supported?: readonly string[] | undefined
  response_types_supported?: readonly string[] | undefined
  response_modes_supported?: readonly string[] | undefined
  scopes_supported?: readonly string[] | undefined
  prompt_values_supported?: readonly string[] | undefined
  require_pushed_authorization_requests?: boolean | undefined
  require_signed_request_object?: boolean | undefined
}>

/** How our secret is shown where a code is traded for a token, the first that the provider takes. */
const clientAuths = ['client_secret_post', 'client_secret_basic', 'client_secret_jwt'] as const
export type ClientAuth = (typeof clientAuths)[number]

/** What a signature of the provider may be made by: kinds of keys that it shows, so that anybody can check them. */
const signatures = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const),
  ...(['EdDSA', 'Ed25519', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const),
]

export type Choices = Readonly<{
  clientAuth: ClientAuth
  /** Undefined: the provider takes none; state and nonce tie the answer to the browser as well. */
  challenge: 'S256' | 'plain' | undefined
  scope: string
  /** The person may be asked to prove again who it is, besides by age. */
  asksForLogin: boolean
  /** What is asked goes to the provider directly, before the browser. */
  isPushed: boolean
  /** A claim may be asked for by name. */
  asksForClaims: boolean
}>

/** What we need of each list: one of these. `otherwise`: what the standard says where the list is left out. */
const needs = [
  { list: 'response_types_supported', otherwise: ['code'], oneOf: ['code'] },
  { list: 'response_modes_supported', otherwise: ['query'], oneOf: ['query'] },
  { list: 'grant_types_supported', otherwise: ['authorization_code'], oneOf: ['authorization_code'] },
  { list: 'id_token_signing_alg_values_supported', otherwise: ['RS256'], oneOf: signatures },
] as const satisfies readonly { list: keyof Said; otherwise: readonly string[]; oneOf: readonly string[] }[]

/** Everything that we choose of what the provider offers; or what it does not offer, in words. */
export function chooseBy(said: Said): { ok: true; choices: Choices } | { ok: false; why: string } {
  const takes = said.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const algorithms = said.token_endpoint_auth_signing_alg_values_supported ?? ['HS256']
  const clientAuth = clientAuths.find(
    one => takes.includes(one) && (one !== 'client_secret_jwt' || algorithms.includes('HS256')),
  )
  if (!clientAuth) return lacking('token_endpoint_auth_methods_supported', takes, clientAuths)
  for (const { list, otherwise, oneOf } of needs) {
    const found: readonly string[] = said[list] ?? otherwise
    if (!oneOf.some(one => found.includes(one))) return lacking(list, found, oneOf)
  }
  if (said.require_signed_request_object === true)
    return lacking('require_signed_request_object', ['true'], ['false'])
  const challenges = said.code_challenge_methods_supported ?? ['S256']
  const scopes = said.scopes_supported
  const choices: Choices = {
    clientAuth,
    challenge: (['S256', 'plain'] as const).find(one => challenges.includes(one)),
    scope: ['openid', ...['profile', 'email'].filter(one => scopes?.includes(one) ?? true)].join(' '),
    asksForLogin: said.prompt_values_supported?.includes('login') ?? true,
    isPushed: said.require_pushed_authorization_requests === true,
    asksForClaims: said.claims_parameter_supported !== false,
  }
  return { ok: true, choices }
}

/** Which address the provider does not say, though we need it, in words; undefined: none. */
export function findMissingAddress(said: Said): string | undefined {
  const addresses = [
    ...(['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const),
    ...(said.require_pushed_authorization_requests
      ? (['pushed_authorization_request_endpoint'] as const)
      : []),
  ]
  const missing = addresses.find(one => !URL.canParse(said[one] ?? ''))
  return missing && `the provider says no ${missing}; expected an address`
}

function lacking(what: string, found: readonly string[], expected: readonly string[]) {
  const why = `the provider says ${what}: ${found.join(', ') || 'nothing'}; expected ${expected.join(' or ')}`
  return { ok: false as const, why }
}
