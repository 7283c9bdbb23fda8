import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeIntermediate, makeRoot, makeServer } from './certificates.ts'
import { asRefused, fileNames, keyPemOf, pemOf, writePem } from './files.ts'
import { AuthorityRefused } from './refused.ts'

type Creation = {
  /** Where the authority comes to lie, itself: `<data directory>/authority`. */
  folder: string
  /** What the servers' certificate names: host names and addresses. */
  names: readonly string[]
  /** ms since 1970 UTC. */
  now: number
  /** Hears each step as it begins. */
  step?: (what: string) => void
}

/**
 * Makes an authority: root, an intermediate for devices and one for servers, the servers' certificate. The folder
 * appears at once and whole, or not at all.
 * @throws AuthorityRefused when one lies there already, or the folder cannot be written
 */
export async function createAuthority({ folder, names, now, step = () => {} }: Creation): Promise<void> {
  await refuseTaken(folder)
  const made = `${folder}.new-${randomBytes(4).toString('hex')}`
  try {
    await makeParents(dirname(resolve(folder)))
    await mkdir(made, { mode: 0o700 })
    await writeAll(made, names, now, step)
    step(`puts them in ${folder}`)
    await rename(made, folder)
  } catch (failure) {
    await rm(made, { recursive: true, force: true })
    if ((failure as NodeJS.ErrnoException).code === 'ENOTEMPTY') throw taken(folder)
    throw asRefused(failure, folder)
  }
}

async function writeAll(folder: string, names: readonly string[], now: number, step: (what: string) => void) {
  const write = (name: string, text: string) => writePem(join(folder, name), text)
  step('makes the root key and certificate')
  const root = await makeRoot(now)
  await write(fileNames.root, pemOf(root.certificate))
  await write(fileNames.rootKey, keyPemOf(root.key))
  step('makes the intermediate that signs devices')
  const devices = await makeIntermediate(root, 'devices', now)
  await write(fileNames.devices, pemOf(devices.certificate))
  await write(fileNames.devicesKey, keyPemOf(devices.key))
  step('makes the intermediate that signs our servers')
  const servers = await makeIntermediate(root, 'servers', now)
  await write(fileNames.servers, pemOf(servers.certificate))
  await write(fileNames.serversKey, keyPemOf(servers.key))
  step(`makes the servers' certificate for ${names.join(', ')}`)
  const server = await makeServer(servers, names, now)
  await write(fileNames.server, pemOf(server.certificate, servers.certificate, root.certificate))
  await write(fileNames.serverKey, keyPemOf(server.key))
}

/** Folders that are made may be entered and not listed, so that PostgreSQL's own user reaches its part below. */
async function makeParents(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.startsWith(first); made = dirname(made)) await chmod(made, 0o711)
}

async function refuseTaken(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length > 0) throw taken(folder)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw asRefused(failure, folder)
  }
}

function taken(folder: string): AuthorityRefused {
  return new AuthorityRefused(
    `An authority already lies in ${folder}, and nothing is overwritten: every set trusts its root. ` +
      'Expected an empty place. Look at it with "npm run authority -- show".',
  )
}
