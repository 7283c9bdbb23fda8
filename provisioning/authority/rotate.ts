import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { makeIntermediate, makeServer, type Signer } from './certificates.ts'
import { asRefused, fileNames, keyPemOf, pemOf, readCertificate, readSigner, writePem } from './files.ts'

/** `now`: ms since 1970 UTC. `step` hears each step as it begins. */
type Renewal = { folder: string; now: number; step: (what: string) => void }

/**
 * Makes a new intermediate for devices; the certificate of the one before stays, for what it signed. Cut short, it is
 * mended by running it again.
 * @throws AuthorityRefused naming the file that is missing or wrong
 */
export async function rotateDevices({ folder, now, step }: Renewal): Promise<void> {
  const root = await readSigner(folder, fileNames.root, fileNames.rootKey)
  const before = await readCertificate(folder, fileNames.devices)
  const kept = `devices-${before.serialNumber.toLowerCase()}.pem`
  try {
    step(`keeps the certificate of before as ${kept}`)
    await replace(folder, kept, pemOf(before))
    step('makes the new intermediate that signs devices')
    const devices = await makeIntermediate(root, 'devices', now)
    await replaceBoth(folder, devices, [fileNames.devicesKey, fileNames.devices], pemOf(devices.certificate))
  } catch (failure) {
    throw asRefused(failure, folder)
  }
}

/**
 * Makes a new certificate for the servers, for these names, in place of the one before.
 * @throws AuthorityRefused naming the file that is missing or wrong
 */
export async function renewServer({
  folder,
  names,
  now,
  step,
}: Renewal & { names: readonly string[] }): Promise<void> {
  const servers = await readSigner(folder, fileNames.servers, fileNames.serversKey)
  const root = await readCertificate(folder, fileNames.root)
  try {
    step(`makes the servers' certificate for ${names.join(', ')}`)
    const server = await makeServer(servers, names, now)
    const chain = pemOf(server.certificate, servers.certificate, root)
    await replaceBoth(folder, server, [fileNames.serverKey, fileNames.server], chain)
  } catch (failure) {
    throw asRefused(failure, folder)
  }
}

async function replaceBoth(
  folder: string,
  { key }: Signer,
  [keyName, certificateName]: readonly [string, string],
  chain: string,
): Promise<void> {
  const paths = [keyName, certificateName].map(name => join(folder, name)) as [string, string]
  await writePem(`${paths[0]}.new`, keyPemOf(key))
  await writePem(`${paths[1]}.new`, chain)
  for (const path of paths) await rename(`${path}.new`, path)
}

async function replace(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name)
  await writePem(`${path}.new`, text)
  await rename(`${path}.new`, path)
}
