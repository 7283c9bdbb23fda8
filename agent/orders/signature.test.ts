import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CommandKey } from '../../protocol/command.ts'
import { verifySigned } from './signature.ts'

let held: CommandKey
let jws: string
let parts: string[]
beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('Ed25519', { extractable: true })
  const { x } = await exportJWK(publicKey)
  held = { kid: 'first', kty: 'OKP', crv: 'Ed25519', x: x as string }
  const payload = Buffer.from(JSON.stringify({ kind: 'ask' }))
  jws = await new CompactSign(payload).setProtectedHeader({ alg: 'EdDSA', kid: 'first' }).sign(privateKey)
  parts = jws.split('.')
})

const judged = (header: string | object) => {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  return verifySigned([Buffer.from(text).toString('base64url'), ...parts.slice(1)].join('.'), [held])
}
const good = { alg: 'EdDSA', kid: 'first' }

describe('what the control plane signed', () => {
  it('counts as it was signed', async () => {
    expect(await verifySigned(jws, [held])).toEqual({ payload: { kind: 'ask' } })
  })

  it.each<[string, string | object]>([
    ['brings a key of its own', { ...good, jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }],
    ['says where a key is to be found', { ...good, jku: 'http://127.0.0.1/keys', x5u: 'file:///etc/passwd' }],
    ['asks for what nobody understands', { ...good, crit: ['exp'], exp: 0 }],
    ['says that its payload is written otherwise', { ...good, crit: ['b64'], b64: false }],
    ['names another way to sign', { ...good, alg: 'ES256' }],
    ['names no way to sign', { kid: 'first' }],
    ['says that nothing is signed', { ...good, alg: 'none' }],
    ['would have the public key be a secret', { ...good, alg: 'HS256' }],
    ['names several ways', { ...good, alg: ['EdDSA'] }],
    ['names its key twice', '{"alg":"EdDSA","kid":"other","kid":"first"}'],
    ['is followed by blanks', '{"alg":"EdDSA","kid":"first"} '],
  ])('counts for nothing when its header %s', async (_case, header) => {
    expect(await judged(header)).toEqual({ rejection: 'wrong_signature' })
  })

  it.each([[['first']], [{ first: 1 }], ['__proto__'], ['first\0'], ['\ufb01rst'], [null], [0]])(
    'is by nobody who is known when its key is called %j',
    async kid => expect(await judged({ ...good, kid })).toEqual({ rejection: 'unknown_key' }),
  )
})
