import { KeyObject } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { X509Certificate } from '@peculiar/x509'
import type { Signer } from './certificates.ts'
import { AuthorityRefused } from './refused.ts'

/** The names of the files in the folder of an authority. */
export const fileNames = {
  root: 'root.pem',
  rootKey: 'root-key.pem',
  devices: 'devices.pem',
  devicesKey: 'devices-key.pem',
  servers: 'servers.pem',
  serversKey: 'servers-key.pem',
  server: 'server.pem',
  serverKey: 'server-key.pem',
} as const

/** PEM of certificates, in the order given, one after the other. */
export function pemOf(...certificates: X509Certificate[]): string {
  return certificates.map(certificate => `${certificate.toString('pem').trim()}\n`).join('')
}

/** PKCS #8 in PEM. */
export function keyPemOf(key: CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Writes a file through to the disk; a key is for its owner alone. */
export async function writePem(path: string, text: string): Promise<void> {
  const mode = path.endsWith('-key.pem') || path.endsWith('-key.pem.new') ? 0o600 : 0o644
  await writeFile(path, text, { mode, flush: true })
}

/** @throws AuthorityRefused when it is not there or is no certificate. A file with a chain gives its first. */
export async function readCertificate(folder: string, name: string): Promise<X509Certificate> {
  const path = join(folder, name)
  const text = await readText(path, 'Put it back from your copy, or make a new authority elsewhere.')
  try {
    return new X509Certificate(text.slice(0, text.indexOf('-----END CERTIFICATE-----') + 25))
  } catch (cause) {
    throw new AuthorityRefused(`${path} cannot be read as a certificate. Expected PEM.`, { cause })
  }
}

/**
 * A certificate with its key, for signing.
 * @throws AuthorityRefused when either is missing, unreadable, or they do not belong together
 */
export async function readSigner(folder: string, certificateName: string, keyName: string): Promise<Signer> {
  const certificate = await readCertificate(folder, certificateName)
  const path = join(folder, keyName)
  const text = await readText(
    path,
    `This needs it: bring it back from where it is kept (${path}, readable by its owner alone), and take it away again after.`,
  )
  const key = await importKey(path, text)
  const probe = Buffer.from('setwacht')
  const signature = await crypto.subtle.sign(signing, key, probe)
  const publicKey = await certificate.publicKey.export(signing, ['verify'])
  if (await crypto.subtle.verify(signing, publicKey, signature, probe)) return { certificate, key }
  throw new AuthorityRefused(
    `${path} is not the key of ${certificateName}. Expected the key that was made with it.`,
  )
}

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

async function importKey(path: string, text: string): Promise<CryptoKey> {
  const der = Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  try {
    return await crypto.subtle.importKey('pkcs8', der, signing, false, ['sign'])
  } catch (cause) {
    throw new AuthorityRefused(`${path} cannot be read as a key. Expected PKCS #8 in PEM, P-256.`, { cause })
  }
}

async function readText(path: string, whatToDo: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AuthorityRefused(`${path} is not there. ${whatToDo}`, { cause })
    throw asRefused(cause, path)
  }
}

/** Whether something lies at a path. */
export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not. Run it as the user who runs the control plane',
  EPERM: 'this user may not. Run it as the user who runs the control plane',
  ENOSPC: 'the disk is full. Free some space',
  EROFS: 'the disk is read-only. Choose another folder with --data',
  ENOTDIR: 'something on the way to it is a file. Choose another folder with --data',
  EEXIST: 'something on the way to it is a file. Choose another folder with --data',
}

/** A failure of the file system as a refusal that names the path; anything else comes back as it is. */
export function asRefused(failure: unknown, path: string): unknown {
  const { code, path: where = path } = failure as NodeJS.ErrnoException
  const words = code !== undefined && Object.hasOwn(reasons, code) ? reasons[code] : undefined
  return words
    ? new AuthorityRefused(`${where} cannot be used: ${words}.`, { cause: failure as Error })
    : failure
}
