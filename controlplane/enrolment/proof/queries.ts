import 'reflect-metadata'
import { createHash } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  X509Certificate,
} from '@peculiar/x509'
import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import type { SetDoorRefusal } from '../../../protocol/enrolment.ts'
import type { Authority } from '../authority/queries.ts'

/**
 * What a set proved: it holds the key of this certificate, which is ours. `fingerprint`: its SHA-256, lower-case
 * hexadecimal. `payload` is JSON that nobody checked yet.
 */
export type Proof = { serial: string; commonName: string; fingerprint: string; payload: unknown }
type Proven =
  | { ok: true; proof: Proof }
  | { ok: false; refusal: Extract<SetDoorRefusal, 'bad_request' | 'not_ours' | 'not_proven'> }

const verifying = { name: 'ECDSA', namedCurve: 'P-256' } as const

/**
 * Checks a JWS (ES256, `x5c: [leaf]`) by a device's certificate: signed by our intermediate or one of before a
 * rotation, for a set, begun by `now` (ms since 1970 UTC), and the JWS by the key of that certificate. Its end, its
 * device and its successors are not looked at.
 */
export async function proveDevice({ devices }: Authority, jws: string, now: number): Promise<Proven> {
  const leaf = readLeaf(jws)
  if (!leaf) return { ok: false, refusal: 'bad_request' }
  // What a stranger wrote into its certificate is read by nobody.
  if (!(await isOurs(leaf, [devices.certificate, ...devices.earlier])) || !isForSet(leaf, now))
    return { ok: false, refusal: 'not_ours' }
  const payload = await readPayload(jws, await leaf.publicKey.export(verifying, ['verify']))
  if (payload === undefined) return { ok: false, refusal: 'not_proven' }
  const commonName = leaf.subjectName.getField('CN')[0] ?? ''
  const serial = leaf.serialNumber.replace(/^0+/, '').toLowerCase()
  const fingerprint = createHash('sha256').update(Buffer.from(leaf.rawData)).digest('hex')
  return { ok: true, proof: { serial, commonName, fingerprint, payload } }
}

/** Undefined: no JWS with one readable certificate by a P-256 key. Whatever stands there was written by a stranger. */
function readLeaf(jws: string): X509Certificate | undefined {
  try {
    const { alg, x5c } = decodeProtectedHeader(jws)
    const [text, ...rest] = Array.isArray(x5c) ? x5c : []
    if (alg !== 'ES256' || typeof text !== 'string' || rest.length > 0) return undefined
    const leaf = new X509Certificate(Buffer.from(text, 'base64'))
    const { name, namedCurve } = leaf.publicKey.algorithm as EcKeyAlgorithm
    return name === 'ECDSA' && namedCurve === 'P-256' ? leaf : undefined
  } catch {
    return undefined
  }
}

/** What TLS and the broker ask of a certificate at the other doors, but for its end: one name, for clients alone. */
function isForSet(leaf: X509Certificate, now: number): boolean {
  const names = leaf.subjectName.toJSON().flatMap(part => Object.values(part).flat())
  const isForClients = leaf
    .getExtension(ExtendedKeyUsageExtension)
    ?.usages.every(usage => usage === ExtendedKeyUsage.clientAuth)
  const isAuthority = leaf.getExtension(BasicConstraintsExtension)?.ca ?? false
  return names.length === 1 && isForClients === true && !isAuthority && leaf.notBefore.getTime() <= now
}

async function isOurs(leaf: X509Certificate, issuers: readonly X509Certificate[]): Promise<boolean> {
  for (const issuer of issuers) {
    if (leaf.issuer !== issuer.subject) continue
    const byIssuer = { publicKey: issuer.publicKey, signatureOnly: true }
    // The library stumbles over a signature by another kind of key, which is none of ours.
    if (await leaf.verify(byIssuer).catch(() => false)) return true
  }
  return false
}

async function readPayload(jws: string, key: CryptoKey): Promise<unknown> {
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] })
    return JSON.parse(new TextDecoder().decode(payload))
  } catch (failure) {
    if (failure instanceof errors.JOSEError || failure instanceof SyntaxError) return undefined
    throw failure
  }
}
