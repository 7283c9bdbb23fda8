import 'reflect-metadata'
import { createHash, X509Certificate as NodeCertificate, randomBytes } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { Authority } from '../authority/queries.ts'
import { certificatesPerDayMax, certificateValidity, keysRememberedMax } from '../rules.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000

/** A request whose own signature holds. `hash`: SHA-256 of its DER, hexadecimal. `spki`: its key in DER. */
export type Csr = { publicKey: CryptoKey; spki: Buffer; hash: string }

/**
 * Reads a request and checks that who made it holds the key. Subject and extensions are not looked at.
 * Undefined: not PKCS #10 in PEM, not P-256 with SHA-256, or not signed by its own key.
 */
export async function readCsr(pem: string): Promise<Csr | undefined> {
  if (!pem.includes('-----BEGIN CERTIFICATE REQUEST-----')) return undefined
  try {
    const request = new Pkcs10CertificateRequest(pem)
    const { name, namedCurve } = request.publicKey.algorithm as EcKeyAlgorithm
    const isOurs = name === 'ECDSA' && namedCurve === 'P-256'
    if (!isOurs || request.signatureAlgorithm.hash.name !== 'SHA-256') return undefined
    if (!(await request.verify())) return undefined
    const publicKey = await request.publicKey.export(algorithm, ['verify'])
    // Exported anew: the same key has one writing only, however the request wrote it.
    const spki = Buffer.from(await crypto.subtle.exportKey('spki', publicKey))
    return { publicKey, spki, hash: createHash('sha256').update(Buffer.from(request.rawData)).digest('hex') }
  } catch {
    // Whatever the library stumbles over is something a stranger wrote.
    return undefined
  }
}

/** What a device gets. `chain`: leaf and intermediate in PEM. */
type Issued =
  | { ok: true; chain: string; serial: string; isNew: boolean }
  | { ok: false; refusal: 'bad_csr' | 'too_many' }

type Request = { authority: Authority; device: { no: number; id: string }; csr: Csr; now: number }

/**
 * Signs a certificate for a device and keeps it; the same request again gets the same certificate. A key that an
 * earlier certificate of the device holds is refused as `bad_csr`. `now`: ms since 1970 UTC.
 */
export async function issueCertificate(tx: Transaction, request: Request): Promise<Issued> {
  const { device, csr, now } = request
  // Two requests of one device wait for each other, so that neither is signed twice.
  await tx`select from devices where device_no = ${device.no} for update`
  const [same] = await tx<{ serial: string; chain: string }[]>`
    select serial, chain from certificates where device_no = ${device.no} and csr_hash = ${csr.hash}`
  if (same) return { ok: true, ...same, isNew: false }
  const earlier = await tx<{ chain: string; issuedAt: number }[]>`
    select chain, issued_at as "issuedAt" from certificates where device_no = ${device.no}
    order by issued_at desc limit ${keysRememberedMax}`
  if (earlier.some(({ chain }) => spkiOf(chain).equals(csr.spki))) return { ok: false, refusal: 'bad_csr' }
  const today = earlier.filter(({ issuedAt }) => now - issuedAt < dayMs)
  if (today.length >= certificatesPerDayMax) return { ok: false, refusal: 'too_many' }
  const { chain, serial, notAfter } = await signCertificate(request)
  await tx`
    insert into certificates (serial, device_no, csr_hash, chain, issued_at, not_after)
    values (${serial}, ${device.no}, ${csr.hash}, ${chain}, ${now}::timestamptz, ${notAfter}::timestamptz)`
  return { ok: true, chain, serial, isNew: true }
}

function spkiOf(chain: string): Buffer {
  return new NodeCertificate(chain).publicKey.export({ type: 'spki', format: 'der' })
}

async function signCertificate({ authority, device, csr, now }: Request) {
  const { certificate, certificatePem, key } = authority.devices
  const serial = newSerial()
  const validity = certificateValidity(now)
  const notAfter = Math.min(inSeconds(validity.notAfter), certificate.notAfter.getTime())
  const leaf = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject: [{ CN: [device.id] }],
    issuer: certificate.subjectName.toJSON(),
    notBefore: new Date(inSeconds(validity.notBefore)),
    notAfter: new Date(notAfter),
    publicKey: csr.publicKey,
    signingKey: key,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      await SubjectKeyIdentifierExtension.create(csr.publicKey),
      await AuthorityKeyIdentifierExtension.create(certificate.publicKey),
    ],
  })
  return { chain: `${leaf.toString('pem').trim()}\n${certificatePem.trim()}\n`, serial, notAfter }
}

/** Certificates count in seconds. */
function inSeconds(ms: number): number {
  return ms - (ms % 1000)
}

/** 126 random bits, positive, without leading zeros: 32 hexadecimal digits. */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes.toString('hex')
}
