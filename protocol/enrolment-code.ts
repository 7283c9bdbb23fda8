/** 128 random bits in base32 (RFC 4648, no padding). */
export const tokenPattern = '^[A-Z2-7]{26}$'
/** SHA-256 of the root certificate in DER, in base32 without padding: 256 bits. */
const fingerprintPattern = '^[A-Z2-7]{52}$'

/** What a person brings to a set: who may enrol, where, and how to know that it is the right place. */
export type EnrolmentCode = { token: string; host: string; port: number; fingerprint: string }

const name = 'SETWACHT1'
const separator = '*'

/** The code as text; only characters of the compact alphabet of QR codes (capitals, digits, `*`, `:`, `.`, `-`). */
export function formatEnrolmentCode({ token, host, port, fingerprint }: EnrolmentCode): string {
  return [name, `${host.toUpperCase()}:${port}`, token, fingerprint].join(separator)
}

/** Reads a code as typed, pasted or scanned: blanks and line ends do not matter, nor does case. Undefined: it is none. */
export function parseEnrolmentCode(text: string): EnrolmentCode | undefined {
  const [found, address, token, fingerprint, ...rest] = text
    .replaceAll(/\s/g, '')
    .toUpperCase()
    .split(separator)
  const where = /^([A-Z0-9.-]{1,253}|\[[0-9A-F:.]{2,45}\]):(\d{1,5})$/.exec(address ?? '')
  if (found !== name || where === null || rest.length > 0) return undefined
  if (!new RegExp(tokenPattern).test(token ?? '')) return undefined
  if (!new RegExp(fingerprintPattern).test(fingerprint ?? '')) return undefined
  const port = Number(where[2])
  if (port < 1 || port > 65_535) return undefined
  const host = (where[1] as string).toLowerCase()
  return { token: token as string, host, port, fingerprint: fingerprint as string }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 of RFC 4648 without padding: how a token and a fingerprint are written. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}
