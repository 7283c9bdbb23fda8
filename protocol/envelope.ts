import Type, { type Static, type TSchema } from 'typebox'

/** Largest number of a message or epoch; both are counted from 1 and never reused. */
export const countMax = Number.MAX_SAFE_INTEGER
export const epochMax = 2 ** 31 - 1

/**
 * No good set counts up to these, also one that lost its counters and goes on from the seconds since 2020: what lies
 * above is not believed, so that there is always room to number on.
 */
export const credibleMax = { epoch: 2 ** 30, connection: 2 ** 52 } as const

/** Milliseconds since 1970 UTC; a wrong clock may say anything a JavaScript date can hold. */
export const Instant = Type.Integer({ minimum: 0, maximum: 8.64e15, description: 'ms since 1970-01-01 UTC' })

export const Epoch = Type.Integer({ minimum: 1, maximum: epochMax, description: 'starts of the agent' })
export const Connection = Type.Integer({ minimum: 1, maximum: countMax, description: 'connects of the set' })
export const Seq = Type.Integer({ minimum: 0, maximum: countMax, description: 'number within the epoch' })

const envelope = {
  v: Type.Integer({ minimum: 1, maximum: 255, description: 'protocol version' }),
  epoch: Epoch,
  seq: Seq,
  at: Instant,
  up: Type.Integer({ minimum: 0, maximum: countMax, description: 'ms since the set started' }),
}

/** Everything a device sends, whatever its body: enough to store its number and to answer. */
export const Envelope = Type.Object({ ...envelope, body: Type.Unknown() })
export type Envelope = Static<typeof Envelope>

/** The schema of one upward message: the envelope around `body`. */
export function enveloped<Body extends TSchema>(body: Body) {
  return Type.Object({ ...envelope, body })
}

/** [epoch, first, last]: consecutive numbers of one epoch, both ends included. */
export const StoredRange = Type.Tuple([Epoch, Seq, Seq])
export type StoredRange = Static<typeof StoredRange>
