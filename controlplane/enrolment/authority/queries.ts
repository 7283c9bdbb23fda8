import 'reflect-metadata'
import { X509Certificate as NodeCertificate } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { X509Certificate } from '@peculiar/x509'
import { base32 } from '../../../protocol/enrolment-code.ts'
import { StartRefused } from '../../platform/start-refused.ts'

/** What signs the certificates of devices, and what our own servers show. */
export type Authority = {
  rootPem: string
  /** SHA-256 of the root in DER, base32. */
  fingerprint: string
  devices: {
    certificatePem: string
    /** Intermediates of before a rotation; what they signed holds until it ends. */
    earlierPems: string[]
    certificate: X509Certificate
    earlier: X509Certificate[]
    key: CryptoKey
  }
  /** PEM; `names` are the host names and addresses that the certificate holds. */
  server: { chainPem: string; keyPem: string; names: string[] }
}

const signing = { name: 'ECDSA', namedCurve: 'P-256' } as const
const earlierName = /^devices-[0-9a-f]{1,40}\.pem$/
const keyName = /-key\.pem$/

/**
 * Reads and checks the authority in the data directory; undefined when there is none.
 * @throws StartRefused naming the file, what is wrong with it, and what was expected
 */
export async function loadAuthority(dataDir: string): Promise<Authority | undefined> {
  const folder = join(dataDir, 'authority')
  const names = await readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return undefined
    throw new StartRefused(
      `${folder} cannot be read (${failure.code}). Expected a folder of the user who starts Setwacht.`,
      {
        cause: failure,
      },
    )
  })
  if (names === undefined) return undefined
  await Promise.all(names.filter(name => keyName.test(name)).map(name => refuseOpenKey(join(folder, name))))
  const root = await readCertificate(folder, 'root.pem')
  if (!root.node.verify(root.node.publicKey)) {
    throw new StartRefused(`${root.path} is not a root: it is not signed by itself. ${putBack}`)
  }
  return {
    rootPem: root.pem,
    fingerprint: base32(Buffer.from(root.node.fingerprint256.replaceAll(':', ''), 'hex')),
    devices: await loadDevices(folder, names, root),
    server: await loadServer(folder, root),
  }
}

/** @throws StartRefused when the servers' certificate does not hold one of the names that sets are sent to */
export function refuseOtherNames({ server }: Authority, dataDir: string, needed: readonly string[]): void {
  const missing = needed.find(name => !server.names.includes(name))
  if (missing === undefined) return
  throw new StartRefused(
    `${join(dataDir, 'authority', 'server.pem')} is for ${server.names.join(', ')}. Expected ${missing} among them, for ` +
      'SETWACHT_DEVICE_HOST: run "npm run authority -- server --host <device host>", or set it to the host that was given then.',
  )
}

const putBack = 'Put back the file that "npm run authority" made.'

type Read = { path: string; pem: string; node: NodeCertificate }

async function loadDevices(folder: string, names: string[], root: Read): Promise<Authority['devices']> {
  const devices = await readCertificate(folder, 'devices.pem')
  refuseNotBelow(devices, root)
  const keyPem = await readPem(folder, 'devices-key.pem')
  const key = await importKey(join(folder, 'devices-key.pem'), keyPem)
  await refuseOtherKey(key, devices, join(folder, 'devices-key.pem'))
  const earlier = await Promise.all(
    names.filter(name => earlierName.test(name)).map(name => readCertificate(folder, name)),
  )
  for (const one of earlier) refuseNotBelow(one, root)
  return {
    certificatePem: devices.pem,
    earlierPems: earlier.map(({ pem }) => pem),
    certificate: new X509Certificate(devices.node.raw),
    earlier: earlier.map(({ node }) => new X509Certificate(node.raw)),
    key,
  }
}

async function loadServer(folder: string, root: Read): Promise<Authority['server']> {
  const servers = await readCertificate(folder, 'servers.pem')
  refuseNotBelow(servers, root)
  const server = await readCertificate(folder, 'server.pem')
  refuseNotBelow(server, servers)
  const keyPem = await readPem(folder, 'server-key.pem')
  const path = join(folder, 'server-key.pem')
  await refuseOtherKey(await importKey(path, keyPem), server, path)
  const names = (server.node.subjectAltName ?? '').split(', ').map(nameIn)
  return { chainPem: await readPem(folder, 'server.pem'), keyPem, names }
}

function nameIn(entry: string): string {
  const name = entry.slice(entry.indexOf(':') + 1)
  return name === '0:0:0:0:0:0:0:1' ? '::1' : name.toLowerCase()
}

async function refuseOpenKey(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o077) === 0) return
  throw new StartRefused(
    `${path} can be read by others (mode ${(mode & 0o777).toString(8)}). Expected a key that its owner alone can read; ` +
      `if nobody has seen it, run: chmod 600 '${path}'`,
  )
}

function refuseNotBelow(below: Read, above: Read): void {
  if (below.node.checkIssued(above.node) && below.node.verify(above.node.publicKey)) return
  throw new StartRefused(
    `${below.path} is not signed by ${above.path}. Expected files of one authority. ${putBack}`,
  )
}

async function refuseOtherKey(key: CryptoKey, { path, node }: Read, keyPath: string): Promise<void> {
  const probe = Buffer.from('setwacht')
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const signature = await crypto.subtle.sign(algorithm, key, probe)
  const { publicKey } = new X509Certificate(node.raw)
  const publicly = await publicKey.export(signing, ['verify'])
  if (await crypto.subtle.verify(algorithm, publicly, signature, probe)) return
  throw new StartRefused(
    `${keyPath} is not the key of ${path}. Expected the two that were made together. ${putBack} ` +
      'A rotation that was cut short is mended by running it again: npm run authority -- rotate',
  )
}

async function importKey(path: string, pem: string): Promise<CryptoKey> {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  try {
    return await crypto.subtle.importKey('pkcs8', der, signing, false, ['sign'])
  } catch (cause) {
    throw new StartRefused(`${path} cannot be read. Expected a P-256 key, PKCS #8 in PEM. ${putBack}`, {
      cause,
    })
  }
}

async function readCertificate(folder: string, name: string): Promise<Read> {
  const path = join(folder, name)
  const pem = await readPem(folder, name)
  try {
    return { path, pem, node: new NodeCertificate(pem) }
  } catch (cause) {
    throw new StartRefused(`${path} cannot be read. Expected a certificate in PEM. ${putBack}`, { cause })
  }
}

async function readPem(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartRefused(
      `${join(folder, name)} is ${code === 'ENOENT' ? 'missing' : `not readable (${code})`}. Expected what ` +
        `"npm run authority -- create" made there. ${putBack}`,
      { cause },
    )
  }
}
