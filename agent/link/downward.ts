import { Check } from 'typebox/schema'
import { type DownwardKind, type DownwardPayload, downward } from '../../protocol/messages.ts'
import { parseDownTopic } from '../../protocol/topics.ts'

/** One message of the control plane, kind and payload fitting each other. */
export type Heard = { [Kind in DownwardKind]: { kind: Kind; payload: DownwardPayload[Kind] } }[DownwardKind]

/** Reads what arrived for this set. `undefined`: another topic, too long, or not what the protocol says. */
export function readDownward(deviceId: string, topic: string, payload: Uint8Array): Heard | undefined {
  const address = parseDownTopic(topic)
  if (address?.device !== deviceId) return undefined
  const { bytesMax, schema } = downward[address.kind]
  if (payload.length > bytesMax) return undefined
  const value = parseJson(payload)
  return Check(schema, value) ? ({ kind: address.kind, payload: value } as Heard) : undefined
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch {
    return undefined
  }
}
