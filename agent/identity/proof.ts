import { leafOf } from './certificate.ts'
import type { HeldIdentity } from './held-identity.ts'

/** A compact JWS (ES256) over `payload` by the key in use, with its certificate beside it. Throws when the disk refuses. */
export async function signProof(held: HeldIdentity, payload: object): Promise<string> {
  const { CompactSign, importPKCS8 } = await import('jose')
  const { key, cert } = await held.credential()
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', x5c: [leafOf(cert)] })
    .sign(await importPKCS8(key, 'ES256'))
}
