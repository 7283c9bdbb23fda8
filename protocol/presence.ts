import Type, { type Static } from 'typebox'
import { CommandKeyJws } from './command.ts'
import { direct, told } from './delivery.ts'
import { Connection, Epoch, Instant, Seq, StoredRange } from './envelope.ts'
import { FactsBody } from './facts.ts'
import { InventoryKey } from './inventory.ts'

/** Why this run of the agent began. */
const startCauses = ['system_started', 'agent_started', 'agent_crashed', 'agent_updated'] as const

/** Why a set says goodbye. */
export const byeReasons = ['off', 'sleep', 'update', 'battery'] as const
export type ByeReason = (typeof byeReasons)[number]

/** How many ranges a `welcome` names, and how many one `ack`: as many as fit its byte limit, however long the numbers. */
export const welcomeRangesMax = 70
export const ackRangesMax = 8

/** Messages a set may have on their way without an `ack`. */
export const inFlightMax = 32

/** Messages a second a set sends of what waits, until `welcome` or `state` says otherwise. */
export const defaultPace = 40
const Pace = Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'messages/s' })

/** First words after every CONNECT; repeated until `welcome`. */
export const HelloBody = Type.Object({
  versions: Type.Object({
    min: Type.Integer({ minimum: 1, maximum: 255 }),
    max: Type.Integer({ minimum: 1, maximum: 255 }),
  }),
  capabilities: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 }),
  boot_id: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
  agent_started_at: Instant,
  cause: Type.Enum(startCauses),
  connection: Connection,
  oldest: Type.Union([Type.Tuple([Epoch, Seq]), Type.Null()], {
    description: 'lowest number still waiting on the set; null when it is known that nothing waits',
  }),
  last_seq: Seq,
  outbox: Type.Object({
    depth: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    dropped: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'given up since the set was enrolled',
    }),
  }),
  facts: FactsBody,
  lessons_revision: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'of the lessons that the set holds; left out: none',
    }),
  ),
})
export type HelloBody = Static<typeof HelloBody>
export const hello = direct(8192, HelloBody, 'who I am, how I started, what holds now')

const ByeBody = Type.Object({ reason: Type.Enum(byeReasons), connection: Connection })
export const bye = direct(512, ByeBody, 'I go away on purpose')

/** The last will: the broker sends it when the connection ends without `bye`. */
const LostBody = Type.Object({ connection: Connection })
export const lost = direct(512, LostBody, 'the last will: this connection ended without a goodbye')

/** Answer to `hello`. A floor asks the set to number on above it and to connect once more. */
export const Welcome = Type.Object({
  now: Instant,
  floor: Type.Optional(Type.Object({ epoch: Epoch, connection: Connection })),
  stored: Type.Array(StoredRange, { maxItems: welcomeRangesMax }),
  pace: Pace,
  command_key: Type.Optional(CommandKeyJws),
  inventory_key: Type.Optional(InventoryKey),
})
export type Welcome = Static<typeof Welcome>
export const welcome = told(4096, Welcome, 'answer to hello')

/** Names exactly what was committed; frees those messages on the set. */
export const Ack = Type.Object({
  stored: Type.Array(StoredRange, { minItems: 1, maxItems: ackRangesMax }),
  now: Instant,
})
export type Ack = Static<typeof Ack>
export const ack = told(512, Ack, 'these numbers are stored')

/** The control plane is about to stop, or asks for patience. */
export const State = Type.Object({ reason: Type.Enum(['going_down', 'overloaded', 'ready']), pace: Pace })
export type State = Static<typeof State>
export const state = told(512, State, 'how the control plane is doing')
