/** What we need to know of what the provider says of itself; a list that is left out means what the standard says. */
export type Said = Readonly<{
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

export type Choices = Readonly<{
  clientAuth: ClientAuth
  /** Undefined: the provider takes none; state and nonce tie the answer to the browser as well. */
  challenge: 'S256' | 'plain' | undefined
  scope: string
  /** The person may be asked to prove again who it is, besides by age. */
  asksForLogin: boolean
  /** What is asked goes to the provider directly, before the browser. */
  isPushed: boolean
}>

/** Everything that we choose of what the provider offers; or what it does not offer, in words. */
export function chooseBy(said: Said): { ok: true; choices: Choices } | { ok: false; why: string } {
  const takes = said.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const algorithms = said.token_endpoint_auth_signing_alg_values_supported ?? ['HS256']
  const clientAuth = clientAuths.find(
    one => takes.includes(one) && (one !== 'client_secret_jwt' || algorithms.includes('HS256')),
  )
  if (!clientAuth) return lacking('token_endpoint_auth_methods_supported', takes, clientAuths)
  const types = said.response_types_supported ?? ['code']
  if (!types.includes('code')) return lacking('response_types_supported', types, ['code'])
  const modes = said.response_modes_supported ?? ['query']
  if (!modes.includes('query')) return lacking('response_modes_supported', modes, ['query'])
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
  }
  return { ok: true, choices }
}

function lacking(what: string, found: readonly string[], expected: readonly string[]) {
  const why = `the provider says ${what}: ${found.join(', ') || 'nothing'}; expected ${expected.join(' or ')}`
  return { ok: false as const, why }
}
