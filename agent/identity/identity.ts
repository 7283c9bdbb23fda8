import { readFile } from 'node:fs/promises'
import { isDeviceId } from '../../protocol/topics.ts'
import { reasonOf } from '../log.ts'
import { StartRefused } from '../start-refused.ts'

/** Who this set is and where its control plane listens. */
export type Identity = {
  /** UUIDv7 in lower case */
  deviceId: string
  host: string
  mqttPort: number
  stunPort: number
}

/** Reads identity.json. Throws `StartRefused` saying which file, what is wrong and what was expected. */
export async function loadIdentity(file: string): Promise<Readonly<Identity>> {
  return parseIdentity(await readIdentity(file), file)
}

async function readIdentity(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new StartRefused(
      `cannot read the identity of this set from ${file} (${reasonOf(cause)}); ` +
        'it is written when the set is registered: register it, or point SETWACHT_AGENT_DIR to its folder',
      { cause },
    )
  }
}

/** Text of an identity file in, identity out; throws `StartRefused` naming the field. */
function parseIdentity(text: string, file: string): Readonly<Identity> {
  const fields = parseObject(text, file)
  const refuse = (field: string, expected: string) =>
    new StartRefused(`${file}: "${field}" is ${JSON.stringify(fields[field])}; expected ${expected}`)
  const { deviceId, host, mqttPort, stunPort } = fields
  if (typeof deviceId !== 'string' || !isDeviceId(deviceId)) {
    throw refuse('deviceId', 'a UUID of version 7 in lower case')
  }
  if (typeof host !== 'string' || host === '') throw refuse('host', 'a host name or address')
  if (!isPort(mqttPort)) throw refuse('mqttPort', 'a port from 1 to 65535')
  if (!isPort(stunPort)) throw refuse('stunPort', 'a port from 1 to 65535')
  return Object.freeze({ deviceId, host, mqttPort, stunPort })
}

function parseObject(text: string, file: string): Record<string, unknown> {
  const expected = '{ "deviceId", "host", "mqttPort", "stunPort" }'
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (cause) {
    throw new StartRefused(`${file} is not JSON (${reasonOf(cause)}); expected ${expected}`, { cause })
  }
  throw new StartRefused(`${file} holds no object; expected ${expected}`)
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535
}
