import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Check } from 'typebox/schema'
import { isDeviceId } from '../../protocol/device-id.ts'
import { reasonOf } from '../log.ts'
import { StartRefused } from '../start-refused.ts'
import { HeldIdentity } from './held-identity.ts'
import { type IdentityFields, identityFields } from './identity-fields.ts'

/** Who this set is where the control plane has no authority: plain MQTT on loopback, and no certificate. */
export type PlainIdentity = {
  /** UUIDv7 in lower case */
  deviceId: string
  host: string
  mqttPort: number
  stunPort: number
}

/** Who this set is: a name with a certificate, or, for development, a name alone. */
export type Identity = PlainIdentity | HeldIdentity

/** The folder that enrolment makes, and the file of a set without a certificate. */
export const identityFolder = (directory: string) => join(directory, 'identity')
export const plainFile = (directory: string) => join(directory, 'identity.json')

/**
 * Reads who this set is from its folder: what enrolment wrote, else the plain `identity.json`.
 * Throws `StartRefused` saying which file, what is wrong and what was expected.
 */
export async function loadIdentity(directory: string): Promise<Identity> {
  const folder = identityFolder(directory)
  const enrolled = await readIfThere(join(folder, 'identity.json'))
  if (enrolled === undefined) return loadPlain(directory)
  const held = new HeldIdentity(folder, parseEnrolled(enrolled, join(folder, 'identity.json')))
  for (const slot of held.slots) await checkSlot(folder, slot)
  return held
}

/** Whether the folder belongs to a device already. */
export async function isRegistered(directory: string): Promise<boolean> {
  const files = [join(identityFolder(directory), 'identity.json'), plainFile(directory)]
  return (await Promise.all(files.map(readIfThere))).some(text => text !== undefined)
}

function parseEnrolled(text: string, file: string): IdentityFields {
  const value = parseObject(text, file, 'what enrolment wrote')
  for (const [name, schema] of Object.entries(identityFields)) {
    if (!Check(schema, value[name])) {
      throw new StartRefused(
        `${file}: "${name}" is not what enrolment writes; enrol this set again (npm run enrol -- --again)`,
      )
    }
  }
  return value as IdentityFields
}

/** A key that others may read may have been read: it proves nothing. */
async function checkSlot(folder: string, slot: string): Promise<void> {
  for (const name of ['key.pem', 'chain.pem']) {
    const file = join(folder, slot, name)
    const found = await stat(file).catch((cause: unknown) => {
      throw new StartRefused(`cannot read ${file} (${reasonOf(cause)}); enrol this set again`, { cause })
    })
    if (name === 'key.pem' && (found.mode & 0o077) !== 0) {
      throw new StartRefused(
        `others on this machine may read the key ${file} (mode ${(found.mode & 0o777).toString(8)}); expected 600. ` +
          'If nobody can have read it: chmod 600; else have the set revoked and enrol it again',
      )
    }
  }
}

async function loadPlain(directory: string): Promise<Readonly<PlainIdentity>> {
  const file = plainFile(directory)
  const text = await readIfThere(file)
  if (text !== undefined) return parsePlain(text, file)
  throw new StartRefused(
    `no identity in ${directory}: this set is not enrolled. Enrol it with the code from its page in the console ` +
      '(npm run enrol), or point SETWACHT_AGENT_DIR to its folder',
  )
}

/** Text of a plain identity file in, identity out; throws `StartRefused` naming the field. */
function parsePlain(text: string, file: string): Readonly<PlainIdentity> {
  const value = parseObject(text, file, '{ "deviceId", "host", "mqttPort", "stunPort" }')
  const refuse = (field: string, expected: string) =>
    new StartRefused(`${file}: "${field}" is ${JSON.stringify(value[field])}; expected ${expected}`)
  const { deviceId, host, mqttPort, stunPort } = value
  if (typeof deviceId !== 'string' || !isDeviceId(deviceId)) {
    throw refuse('deviceId', 'a UUID of version 7 in lower case')
  }
  if (typeof host !== 'string' || host === '') throw refuse('host', 'a host name or address')
  if (!isPort(mqttPort)) throw refuse('mqttPort', 'a port from 1 to 65535')
  if (!isPort(stunPort)) throw refuse('stunPort', 'a port from 1 to 65535')
  return Object.freeze({ deviceId, host, mqttPort, stunPort })
}

function parseObject(text: string, file: string, expected: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (cause) {
    throw new StartRefused(`${file} is not JSON (${reasonOf(cause)}); expected ${expected}`, { cause })
  }
  throw new StartRefused(`${file} holds no object; expected ${expected}`)
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartRefused(`cannot read the identity of this set from ${file} (${reasonOf(cause)})`, {
      cause,
    })
  }
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535
}
