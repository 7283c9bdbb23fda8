/** The part of http_ece that is used; the package brings no types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  /** `dh`: the other's point, `authSecret`: the other's secret, base64url both. */
  type Keys = { version: 'aes128gcm'; privateKey: ECDH; authSecret: string; dh?: string }
  export function encrypt(plain: Buffer, keys: Keys): Buffer
  export function decrypt(sealed: Buffer, keys: Keys): Buffer
}
