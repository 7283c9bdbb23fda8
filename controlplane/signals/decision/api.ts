import Type, { type Static } from 'typebox'
import { type Contracts, closed, Instant, orNull, Text, Uuid } from '../../platform/http/api.ts'
import { OneSet, setRefusals } from '../../sets/api.ts'
import { OneTicket } from '../../tickets/api.ts'
import { unknownTicket } from '../../tickets/refusal/rules.ts'
import { OneTrajectory } from '../../trajectories/api.ts'
import { trajectoryRefusals } from '../../trajectories/refusal/rules.ts'
import { incidentMoves } from '../incident/rules.ts'
import { signalMoves } from '../machine/rules.ts'
import { ruleNames } from '../rules.ts'

/** What a person did, beside what the judge decided. */
const byHand = ['acknowledged', 'released', 'muted', 'unmuted', 'resolved_by_hand', 'told'] as const

/**
 * One decision and why. `at`: when it came about, by what was seen; `decidedAt`: when it was decided. `about`: a signal
 * (`set:KS-0412/camera`) or an incident (`trajectory:T-2026-0412/picture`). `detail`: codes, numbers and instants.
 */
const Decision = Type.Object(
  {
    id: Uuid,
    at: Instant,
    decidedAt: Instant,
    about: Text,
    rule: orNull(Type.Enum(ruleNames)),
    what: Type.Enum([...new Set([...signalMoves, ...incidentMoves, ...byHand])]),
    detail: Type.Record(Type.String(), Type.Union([Text, Type.Number(), Type.Boolean(), Type.Null()])),
  },
  closed,
)
export type Decision = Static<typeof Decision>

export const decisionsPageMax = 100

/** The newest first. `next`: what `before` asks for those before these; null: there are none. */
const Decisions = Type.Object({ at: Instant, rows: Type.Array(Decision), next: orNull(Uuid) }, closed)
/** `rule`: its signals alone, and what was made of them. */
const Asked = Type.Object({ before: Type.Optional(Uuid), rule: Type.Optional(Type.Enum(ruleNames)) }, closed)
export type DecisionsAsked = Static<typeof Asked>

const { unknown_trajectory } = trajectoryRefusals
const asked = { query: Asked, answer: Decisions } as const

/** Why somebody was called, or nobody. */
export const decisionApi = {
  'GET /api/trajectories/:code/decisions': {
    ...asked,
    policy: 'seeTrajectories',
    of: 'trajectory',
    params: OneTrajectory,
    refusals: { unknown_trajectory },
  },
  /** With those of the pairs that it served, while it did. */
  'GET /api/sets/:label/decisions': {
    ...asked,
    policy: 'seeSets',
    of: 'set',
    params: OneSet,
    refusals: setRefusals,
  },
  /** Of what it is about, around its life. */
  'GET /api/tickets/:no/decisions': {
    ...asked,
    policy: 'seeTickets',
    of: 'ticket',
    params: OneTicket,
    refusals: unknownTicket,
  },
} as const satisfies Contracts
