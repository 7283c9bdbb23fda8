import type { CommandKey } from '../../protocol/command.ts'

type Verified = { payload: unknown } | { rejection: 'unreadable' | 'unknown_key' | 'wrong_signature' }

/** What stands in a compact JWS (EdDSA, `kid`) when one of these keys signed it; else why it counts for nothing. */
export async function verifySigned(jws: string, keys: readonly CommandKey[]): Promise<Verified> {
  const { compactVerify, decodeProtectedHeader, importJWK } = await import('jose')
  const readHeader = () => {
    try {
      return decodeProtectedHeader(jws)
    } catch {
      return undefined
    }
  }
  const header = readHeader()
  if (!header) return { rejection: 'unreadable' }
  const held = keys.find(({ kid }) => kid === header.kid)
  if (!held) return { rejection: 'unknown_key' }
  try {
    const key = await importJWK(held, 'EdDSA')
    const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] })
    return { payload: JSON.parse(Buffer.from(payload).toString('utf8')) }
  } catch (error) {
    return { rejection: error instanceof SyntaxError ? 'unreadable' : 'wrong_signature' }
  }
}
