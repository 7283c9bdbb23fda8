import { describe, expect, test } from 'vitest'
import { type Choices, chooseBy, findMissingAddress, type Said } from './choice-rules.ts'

const chosen = (said: Said): Choices => {
  const outcome = chooseBy(said)
  if (!outcome.ok) throw new Error(outcome.why)
  return outcome.choices
}

describe('of what the provider says it takes', () => {
  test.each<[string[] | undefined, string]>([
    [undefined, 'client_secret_basic'],
    [['client_secret_basic'], 'client_secret_basic'],
    [['private_key_jwt', 'client_secret_post'], 'client_secret_post'],
    [['client_secret_basic', 'client_secret_post'], 'client_secret_post'],
    [['client_secret_jwt', 'private_key_jwt'], 'client_secret_jwt'],
  ])('with %j the secret is shown by %s', (takes, clientAuth) => {
    expect(chosen({ token_endpoint_auth_methods_supported: takes }).clientAuth).toBe(clientAuth)
  })

  test.each<[string[] | undefined, string | undefined]>([
    [undefined, 'S256'],
    [['plain', 'S256'], 'S256'],
    [['plain'], 'plain'],
    [[], undefined],
  ])('with %j the challenge is %s', (methods, challenge) => {
    expect(chosen({ code_challenge_methods_supported: methods }).challenge).toBe(challenge)
  })

  test.each<[string[] | undefined, string]>([
    [undefined, 'openid profile email'],
    [['openid', 'email', 'offline_access'], 'openid email'],
    [['openid'], 'openid'],
  ])('with %j the scope is %s', (scopes, scope) => {
    expect(chosen({ scopes_supported: scopes }).scope).toBe(scope)
  })

  test('a new proof, what is pushed and what is asked for by name follow it too', () => {
    expect(chosen({})).toMatchObject({ asksForLogin: true, isPushed: false, asksForClaims: true })
    const said = {
      prompt_values_supported: ['none', 'consent'],
      require_pushed_authorization_requests: true,
      claims_parameter_supported: false,
    }
    expect(chosen(said)).toMatchObject({ asksForLogin: false, isPushed: true, asksForClaims: false })
  })

  test.each([[['PS384']], [['HS256', 'EdDSA']], [undefined]])(
    'signatures by %j can be checked',
    algorithms => {
      expect(chooseBy({ id_token_signing_alg_values_supported: algorithms }).ok).toBe(true)
    },
  )

  test('an address that it does not say is named', () => {
    const at = 'https://idp.example/'
    const said = { authorization_endpoint: at, token_endpoint: at, jwks_uri: at }
    expect(findMissingAddress(said)).toBeUndefined()
    expect(findMissingAddress({ ...said, jwks_uri: undefined })).toContain('says no jwks_uri')
    expect(findMissingAddress({ ...said, token_endpoint: 'here' })).toContain('says no token_endpoint')
    const pushed = { ...said, require_pushed_authorization_requests: true }
    expect(findMissingAddress(pushed)).toContain('says no pushed_authorization_request_endpoint')
  })
})

test.each<[Said, RegExp]>([
  [
    { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
    /methods_supported: private_key_jwt; expected/,
  ],
  [
    { token_endpoint_auth_methods_supported: [] },
    /methods_supported: nothing; expected client_secret_post or/,
  ],
  [
    {
      token_endpoint_auth_methods_supported: ['client_secret_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    },
    /expected client_secret_post or client_secret_basic/,
  ],
  [{ response_types_supported: ['id_token'] }, /response_types_supported: id_token; expected code/],
  [{ response_modes_supported: ['form_post'] }, /response_modes_supported: form_post; expected query/],
  [{ grant_types_supported: ['implicit'] }, /grant_types_supported: implicit; expected authorization_code/],
  [
    { id_token_signing_alg_values_supported: ['HS256', 'none'] },
    /alg_values_supported: HS256, none; expected RS256/,
  ],
  [{ require_signed_request_object: true }, /require_signed_request_object/],
])('a provider that says %j is told what is lacking', (said, why) => {
  const outcome = chooseBy(said)
  expect(outcome.ok ? '' : outcome.why).toMatch(why)
})
