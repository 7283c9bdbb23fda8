import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
/** A set whose clock stands at 1970 must still believe us. */
const notBefore = new Date(0)
const yearsValid = 10

/** A certificate and the key that belongs to it. */
export type Signer = { certificate: X509Certificate; key: CryptoKey }

/** What an intermediate may sign: certificates of devices, or of our own servers. */
export type Purpose = 'devices' | 'servers'
const usages: Record<Purpose, ExtendedKeyUsage> = {
  devices: ExtendedKeyUsage.clientAuth,
  servers: ExtendedKeyUsage.serverAuth,
}

/** The root signs itself. `now`: ms since 1970 UTC; valid until ten years later. */
export async function makeRoot(now: number): Promise<Signer> {
  const keys = await makeKeys()
  const name = nameOf('Setwacht root')
  const certificate = await X509CertificateGenerator.create({
    ...common(now),
    subject: name,
    issuer: name,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [...authorityExtensions(1), await SubjectKeyIdentifierExtension.create(keys.publicKey)],
  })
  return { certificate, key: keys.privateKey }
}

/** An intermediate below the root; it signs leaves and nothing else. */
export async function makeIntermediate(root: Signer, purpose: Purpose, now: number): Promise<Signer> {
  const keys = await makeKeys()
  const serialNumber = newSerial()
  const certificate = await X509CertificateGenerator.create({
    ...common(now),
    serialNumber,
    // Part of the serial: after a rotation two of one name would make a chain ambiguous.
    subject: nameOf(`Setwacht ${purpose} ${serialNumber.slice(0, 8)}`),
    issuer: root.certificate.subjectName.toJSON(),
    publicKey: keys.publicKey,
    signingKey: root.key,
    extensions: [
      ...authorityExtensions(0),
      new ExtendedKeyUsageExtension([usages[purpose]]),
      ...(await identifiers(keys.publicKey, root)),
    ],
  })
  return { certificate, key: keys.privateKey }
}

/** The certificate that our servers show, for all their names and addresses. */
export async function makeServer(servers: Signer, names: readonly string[], now: number): Promise<Signer> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.create({
    ...common(now),
    subject: nameOf('Setwacht server'),
    issuer: servers.certificate.subjectName.toJSON(),
    publicKey: keys.publicKey,
    signingKey: servers.key,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map(value => ({ type: isIP(value) ? 'ip' : 'dns', value }) as const),
      ),
      ...(await identifiers(keys.publicKey, servers)),
    ],
  })
  return { certificate, key: keys.privateKey }
}

/** 126 random bits, positive, without leading zeros: 32 hexadecimal digits. */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes.toString('hex')
}

function makeKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

function nameOf(commonName: string): JsonName {
  return [{ CN: [commonName] }]
}

function common(now: number) {
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + yearsValid)
  return { serialNumber: newSerial(), notBefore, notAfter, signingAlgorithm: algorithm }
}

function authorityExtensions(pathLength: number): Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ]
}

async function identifiers(publicKey: CryptoKey, issuer: Signer): Promise<Extension[]> {
  return [
    await SubjectKeyIdentifierExtension.create(publicKey),
    await AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
  ]
}
