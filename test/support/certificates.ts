import 'reflect-metadata'
import { X509Certificate as NodeCertificate } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequestGenerator,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000

/** Who signs: its certificate, its key, and what a set sends behind its own certificate (PEM). */
export type Issuer = { certificate: X509Certificate; key: CryptoKey; above: string }

/** What a set connects with. `serial`: lower-case hexadecimal without leading zeros; `notAfter`: ms since 1970 UTC. */
export type ClientCertificate = {
  key: string
  cert: string
  serial: string
  issuedAt: number
  notAfter: number
}

/** A certificate of any kind, wrong ones too; what is left out is as it should be. */
export type Wish = {
  name: string | JsonName
  issuer: Issuer | 'self'
  notBefore?: number
  notAfter?: number
  purpose?: 'client' | 'server'
  /** Hexadecimal; left out: by chance. */
  serial?: string
  isAuthority?: boolean
  /** What it is for is written so that nobody can read it. */
  isGarbled?: boolean
  /** One key pair for many certificates, where only their number matters. */
  keys?: CryptoKeyPair
}

export function makeKeys(namedCurve = 'P-256'): Promise<CryptoKeyPair> {
  const curve = { ...algorithm, namedCurve }
  return crypto.subtle.generateKey(curve, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

/** Reads a certificate and its PKCS #8 key, both in PEM. */
export async function readIssuer(certificatePem: string, keyPem: string): Promise<Issuer> {
  const certificate = new X509Certificate(certificatePem)
  const bytes = PemConverter.decodeFirst(keyPem)
  const key = await crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])
  return { certificate, key, above: certificatePem }
}

/** Certificates of an authority: its root, or below an issuer; under any name, that of somebody else's too. */
export async function makeIssuer(name: string | JsonName, below?: Issuer, curve?: string): Promise<Issuer> {
  const keys = await makeKeys(curve)
  const certificate = await sign({ name, issuer: below ?? 'self', keys, isAuthority: true })
  const above = [certificate.toString('pem'), ...(below ? [below.above] : [])].join('\n')
  return { certificate, key: keys.privateKey, above }
}

export async function makeCertificate(wish: Wish): Promise<ClientCertificate> {
  const keys = wish.keys ?? (await makeKeys())
  const pem = (await sign({ ...wish, keys })).toString('pem')
  const chain = wish.issuer === 'self' ? pem : `${pem}\n${wish.issuer.above}`
  return readCertificate(chain, await exportKey(keys.privateKey))
}

/** What a set connects with, from PEM: its certificate before those above it. */
export function readCertificate(cert: string, key: string): ClientCertificate {
  const { serialNumber, validFromDate, validToDate } = new NodeCertificate(cert)
  const serial = serialNumber.toLowerCase().replace(/^0+/, '')
  return { key, cert, serial, issuedAt: validFromDate.getTime(), notAfter: validToDate.getTime() }
}

/** What a set asks for a certificate with, in PEM. */
export async function makeCsr(keys?: CryptoKeyPair): Promise<string> {
  const request = { name: 'CN=left out', keys: keys ?? (await makeKeys()), signingAlgorithm: algorithm }
  return (await Pkcs10CertificateRequestGenerator.create(request)).toString('pem')
}

async function sign({
  name,
  issuer,
  notBefore,
  notAfter,
  purpose,
  serial,
  isAuthority,
  isGarbled,
  keys,
}: Required<Pick<Wish, 'keys'>> & Wish) {
  const now = Date.now()
  const isCa = isAuthority ?? false
  const usage = isCa ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags.digitalSignature
  const above = issuer === 'self' ? keys.publicKey : issuer.certificate.publicKey
  const signingKey = issuer === 'self' ? keys.privateKey : issuer.key
  const extended = purpose === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth
  return X509CertificateGenerator.create({
    subject: typeof name === 'string' ? [{ CN: [name] }] : name,
    issuer:
      issuer === 'self'
        ? typeof name === 'string'
          ? [{ CN: [name] }]
          : name
        : issuer.certificate.subjectName,
    serialNumber: serial ?? randomSerial(),
    notBefore: new Date(notBefore ?? now - 3_600_000),
    notAfter: new Date(notAfter ?? now + 30 * dayMs),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: { ...signingKey.algorithm, hash: 'SHA-256' },
    extensions: [
      new BasicConstraintsExtension(isCa, undefined, true),
      new KeyUsagesExtension(usage, true),
      isGarbled
        ? new Extension('2.5.29.37', true, Uint8Array.of(0x30, 5, 1, 2))
        : new ExtendedKeyUsageExtension([extended], true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(above),
    ],
  })
}

/** 128 random bits, positive. */
function randomSerial(): string {
  const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40
  return bytes.toString('hex')
}

async function exportKey(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}
