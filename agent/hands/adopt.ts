import { mkdir } from 'node:fs/promises'
import { HeldIdentity } from '../identity/held-identity.ts'
import { loadIdentity } from '../identity/identity.ts'
import { StartRefused } from '../start-refused.ts'
import { placesOf } from './machine.ts'
import { whyNotRootOnly } from './root-only.ts'
import { readAdoptArguments } from './settings.ts'
import { readTrust, trustFile, writeTrust } from './trust.ts'

/**
 * The command that root gives once, right after enrolment: which set the hands work for and whose commands count, taken
 * over from what the agent holds. From then on only a key that they hold brings another.
 */
async function adopt(): Promise<string> {
  const paths = readAdoptArguments()
  if (!paths)
    throw new StartRefused('expected two whole paths: the folder of the agent, and the root of the system')
  const { state } = placesOf(paths.root)
  await mkdir(state, { recursive: true, mode: 0o700 })
  const why = whyNotRootOnly(state)
  if (why !== undefined) throw new StartRefused(why)
  const file = trustFile(state)
  const before = await readTrust(file)
  if (before) {
    throw new StartRefused(
      `the hands work for device ${before.deviceId} already; remove ${file} if that set is no more`,
    )
  }
  const identity = await loadIdentity(paths.directory)
  if (!(identity instanceof HeldIdentity)) {
    throw new StartRefused(
      `${paths.directory} holds no enrolled set, and without one there is no key to trust`,
    )
  }
  const { deviceId, commandKeys } = identity
  await writeTrust(file, { deviceId, keys: [...commandKeys] })
  return `The hands work for device ${deviceId}, by ${commandKeys.length} key(s).`
}

try {
  process.stdout.write(`${await adopt()}\n`)
} catch (error) {
  if (!(error instanceof StartRefused)) throw error
  process.stderr.write(`Not adopted: ${error.message}\n`)
  process.exitCode = 1
}
