import Type, { type Static } from 'typebox'
import { type Contracts, closed, Instant, orNull, Text, Uuid } from '../../platform/http/api.ts'
import { causes, fixers, solutions, ticketStates } from '../rules.ts'
import { families, priorities, sides, sources, symptoms } from '../symptom/rules.ts'
import { cursorPattern } from './rules.ts'

/**
 * A ticket as another system reads it: codes, numbers and instants; no name, no class, no school, nothing that somebody
 * wrote. `changedAt`: when anything happened to it last. `incident`: the same for tickets of one trouble that came back.
 */
const OutwardTicket = Type.Object(
  {
    no: Type.Integer(),
    state: Type.Enum(ticketStates),
    priority: Type.Enum(priorities),
    family: Type.Enum(families),
    symptom: Type.Enum(symptoms),
    source: Type.Enum(sources),
    trajectory: orNull(Text),
    set: orNull(Text),
    side: orNull(Type.Enum(sides)),
    incident: orNull(Uuid),
    openedAt: Instant,
    changedAt: Instant,
    claimedAt: orNull(Instant),
    plannedFor: orNull(Instant),
    healedAt: orNull(Instant),
    resolvedAt: orNull(Instant),
    closedAt: orNull(Instant),
    cause: orNull(Type.Enum(causes)),
    solution: orNull(Type.Enum(solutions)),
    fixedBy: orNull(Type.Enum(fixers)),
    mergedInto: orNull(Type.Integer()),
    reopenedCount: Type.Integer(),
    lostMinutes: orNull(Type.Number()),
  },
  closed,
)
export type OutwardTicket = Static<typeof OutwardTicket>

const readsPerMinuteMax = 120
const Cursor = Type.Optional(
  Type.String({ pattern: cursorPattern, description: 'ms since 1970-01-01 UTC, or `next` of an answer' }),
)

/** What programs of other systems read, with `Authorization: Bearer` and their token. */
export const outwardApi = {
  /**
   * The tickets to which anything happened after `since`, what changed first first. `next`: what `since` asks for what
   * follows, now while `isMore`, later otherwise. One that changes while pages are read comes again, as it is then.
   */
  'GET /api/link/tickets': {
    policy: 'readTickets',
    query: Type.Object(
      { since: Cursor, limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$' })) },
      closed,
    ),
    answer: Type.Object(
      { at: Instant, tickets: Type.Array(OutwardTicket), next: Text, isMore: Type.Boolean() },
      closed,
    ),
    triesPerMinuteMax: readsPerMinuteMax,
  },
} as const satisfies Contracts
