import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { ClientCertificate } from '../support/certificates.ts'

type Held = { key: string; certs: Record<string, string> }
type Given = { deviceId: string; certificate: ClientCertificate }

/** Writes down what sets connect with; they share one key, so that making ten thousand takes seconds. */
export async function writeCertificates(folder: string, given: readonly Given[]): Promise<string> {
  const file = join(folder, 'certificates.json')
  const held: Held = {
    key: given[0]?.certificate.key ?? '',
    certs: Object.fromEntries(given.map(({ deviceId, certificate }) => [deviceId, certificate.cert])),
  }
  await writeFile(file, JSON.stringify(held), { mode: 0o600 })
  return file
}

type Wanted = { certificates?: string; deviceIds: readonly string[] }

/** What TLS needs of each of these sets, made before a clock runs; empty for plain TCP. */
export async function readContexts({ certificates, deviceIds }: Wanted): Promise<Map<string, SecureContext>> {
  if (certificates === undefined) return new Map()
  const { key, certs } = JSON.parse(await readFile(certificates, 'utf8')) as Held
  return new Map(deviceIds.map(id => [id, createSecureContext({ key, cert: certs[id] ?? '' })]))
}
