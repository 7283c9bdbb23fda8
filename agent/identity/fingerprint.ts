import { createHash } from 'node:crypto'
import { base32 } from '../../protocol/enrolment-code.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** SHA-256 of a certificate in DER as an enrolment code carries it: base32, 52 characters. */
export function fingerprintOf(der: Uint8Array): string {
  return base32(createHash('sha256').update(der).digest())
}

/** The fingerprint of a code as certificates tools print it: hexadecimal with colons. */
export function readableFingerprint(fingerprint: string): string {
  let bits = 0n
  for (const letter of fingerprint) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter))
  const hex = (bits >> BigInt((fingerprint.length * 5) % 8)).toString(16).toUpperCase().padStart(64, '0')
  return hex.match(/../g)?.join(':') ?? ''
}
