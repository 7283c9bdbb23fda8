import 'reflect-metadata'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { X509Certificate } from '@peculiar/x509'
import type { Database } from '../../controlplane/platform/postgres/database.ts'
import {
  type ClientCertificate,
  type Issuer,
  makeCertificate,
  makeIssuer,
  readCertificate,
  readIssuer,
  type Wish,
} from './certificates.ts'

/** What signs for sets, as it lies in the data directory of a control plane. */
export type TestAuthority = {
  rootPem: string
  devices: Issuer
  servers: Issuer
  /** The certificate that signs devices, as if a set connected with it. */
  devicesItself: ClientCertificate
}

/** What a connection of a set is made with: `ca` and `servername` are how it knows the control plane. */
export type SetTls = { ca: string; servername: string } & Partial<Pick<ClientCertificate, 'key' | 'cert'>>

/** Reads the authority of a control plane. @param dataDir its data directory */
export async function openTestAuthority(dataDir: string): Promise<TestAuthority> {
  const read = (name: string) => readFile(join(dataDir, 'authority', name), 'utf8')
  const [cert, key] = [await read('devices.pem'), await read('devices-key.pem')]
  return {
    rootPem: await read('root.pem'),
    devices: await readIssuer(cert, key),
    servers: await readIssuer(await read('servers.pem'), await read('servers-key.pem')),
    devicesItself: readCertificate(cert, key),
  }
}

/** Signs for sets under the very names of our authority, root and intermediate, with keys of its own. */
export async function makeTwin({ rootPem, devices }: TestAuthority): Promise<Issuer> {
  const nameOf = (certificate: X509Certificate) => certificate.subjectName.toJSON()
  const root = await makeIssuer(nameOf(new X509Certificate(rootPem)))
  return makeIssuer(nameOf(devices.certificate), root)
}

/** How a set with this certificate, or none, reaches a control plane of this authority on loopback. */
export function tlsOf({ rootPem }: Pick<TestAuthority, 'rootPem'>, certificate?: ClientCertificate): SetTls {
  const own = certificate && { key: certificate.key, cert: certificate.cert }
  return { ca: rootPem, servername: 'localhost', ...own }
}

/** Signs a certificate for a registered device and writes it down as enrolment would. */
export async function giveCertificate(
  sql: Database,
  authority: TestAuthority,
  deviceId: string,
  wish: Partial<Wish> = {},
): Promise<ClientCertificate> {
  const certificate = await makeCertificate({ name: deviceId, issuer: authority.devices, ...wish })
  await recordCertificates(sql, [{ deviceId, certificate }])
  return certificate
}

/** Writes certificates down as those of these devices, a thousand at a time. */
export async function recordCertificates(
  sql: Database,
  given: readonly { deviceId: string; certificate: ClientCertificate }[],
): Promise<void> {
  const atOnce = 1000
  for (let from = 0; from < given.length; from += atOnce) {
    const part = given.slice(from, from + atOnce)
    const column = (of: (certificate: ClientCertificate) => string) => part.map(one => of(one.certificate))
    await sql`
      insert into certificates (serial, device_no, csr_hash, chain, issued_at, not_after)
      select i.serial, d.device_no, i.hash, i.chain, to_timestamp(i.issued::int8 / 1e3), to_timestamp(i.until::int8 / 1e3)
      from unnest(
        ${part.map(({ deviceId }) => deviceId)}::uuid[],
        ${column(({ serial }) => serial)}::text[],
        ${column(({ serial }) => createHash('sha256').update(serial).digest('hex'))}::text[],
        ${column(({ cert }) => cert)}::text[],
        ${column(({ issuedAt }) => String(issuedAt))}::text[],
        ${column(({ notAfter }) => String(notAfter))}::text[]
      ) as i(device, serial, hash, chain, issued, until)
      join devices d on d.id = i.device`
  }
}
