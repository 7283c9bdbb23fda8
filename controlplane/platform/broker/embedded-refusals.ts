import type { Client, ConnectPacket } from 'aedes'
import { generate } from 'mqtt-packet'
import { isDeviceId } from '../../../protocol/device-id.ts'
import { upTopic } from '../../../protocol/topics.ts'

/** The codes that MQTT 3.1.1 has for a connection that is refused. */
export const unacceptableVersion = 1
const identifierRejected = 2
const notAuthorized = 5

/** The code of a subscription that is refused. */
export const subscriptionRefused = 128

/** One that does not take its answer is cut without. */
const answerMsMax = 1000

/** A set says within so many seconds that it is there; who promises less would hold a dead line for good. */
export const keepaliveSecondsMax = 120

/**
 * Why this connection is refused before anybody is looked up: a set speaks with an id of a device, a clean session, its
 * own last will and a promise to be heard. Undefined: it is not.
 */
export function codeOfRefusal({ clientId, clean, will, keepalive = 0 }: ConnectPacket): number | undefined {
  if (!isDeviceId(clientId)) return identifierRejected
  const isOwnWill = !will || (will.topic === upTopic(clientId, 'lost') && !will.retain && will.qos === 0)
  const isHeardOf = keepalive > 0 && keepalive <= keepaliveSecondsMax
  return clean === true && isOwnWill && isHeardOf ? undefined : notAuthorized
}

/** Says why, then cuts the line. */
export function refuseConnection(client: Client, returnCode: number): void {
  client.conn.write(generate({ cmd: 'connack', returnCode, sessionPresent: false }))
  cutSoon(client)
}

/** Cuts the line once what was said is on its way. */
export function cutSoon({ conn }: Client): void {
  const cut = () => void conn.destroy()
  const late = setTimeout(cut, answerMsMax)
  conn.once('close', () => clearTimeout(late))
  // An empty write comes after all that were before it.
  conn.write('', () => setImmediate(cut))
}
