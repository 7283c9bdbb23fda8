import Type, { type Static } from 'typebox'
import { presenceStates } from '../../devices/rules.ts'
import {
  type Contracts,
  closed,
  Done,
  Instant,
  Nothing,
  orNull,
  Text,
  Uuid,
} from '../../platform/http/api.ts'
import { setKinds } from '../../sets/rules.ts'
import { families, priorities, sides, symptoms } from '../../tickets/symptom/rules.ts'
import { signalStates } from '../machine/rules.ts'
import { ruleNames } from '../rules.ts'
import { stormSentences } from '../tell/rules.ts'
import { aboutKinds } from './about-rules.ts'
import { type IncidentWhyNot, incidentCommands, muteMinutesMax } from './moves-rules.ts'
import { incidentStates, ticketReasons } from './rules.ts'

const Person = Type.Object({ account: Uuid, firstName: Text }, closed)
const Place = Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)
const Priority = orNull(Type.Enum(priorities))

/**
 * What goes wrong with one pair, set, place or provider. `owner` looks at it, until then; to a screen on the wall that is
 * nobody. `reason`: why somebody is called for it, or nobody is. `suppressedBy`: the storm that explains it, by what that is
 * about. `sets`, `suppresses`: sets that went in this storm, and incidents that it explains. `ticket`: a number.
 */
const IncidentNow = Type.Object(
  {
    id: Uuid,
    about: Type.Object({ kind: Type.Enum(aboutKinds), name: Text }, closed),
    place: orNull(Place),
    isStorm: Type.Boolean(),
    family: Type.Enum(families),
    symptom: Type.Enum(symptoms),
    state: Type.Enum(incidentStates),
    severity: Priority,
    openedAt: Instant,
    resolvedAt: orNull(Instant),
    owner: orNull(Person),
    acknowledgedUntil: orNull(Instant),
    mutedBy: orNull(Person),
    mutedUntil: orNull(Instant),
    isMutedUntilHealed: Type.Boolean(),
    isMaintenance: Type.Boolean(),
    suppressedBy: orNull(Text),
    reason: Type.Enum(ticketReasons),
    reopened: Type.Integer(),
    ticket: orNull(Type.Integer()),
    sets: Type.Integer(),
    suppresses: Type.Integer(),
  },
  closed,
)
export type IncidentNow = Static<typeof IncidentNow>

/**
 * Those that are on: storms first, then the most urgent, then the oldest; with what is over within a month, the last that
 * began first. A thousand at most.
 */
const IncidentList = Type.Object(
  { at: Instant, total: Type.Integer(), rows: Type.Array(IncidentNow) },
  closed,
)

/** `entries`: when it fired, of the last half hour. */
const SignalNow = Type.Object(
  {
    rule: Type.Enum(ruleNames),
    symptom: Type.Enum(symptoms),
    set: orNull(Text),
    side: orNull(Type.Enum(sides)),
    state: Type.Enum(signalStates),
    since: Instant,
    priority: Priority,
    entries: Type.Array(Instant),
    evidence: Type.Record(Type.String(), Type.Union([Text, Type.Number(), Type.Boolean(), Type.Null()])),
  },
  closed,
)
export type SignalNow = Static<typeof SignalNow>

/** A set that went in a storm, and the pair that it serves. */
const Affected = Type.Object(
  {
    trajectory: orNull(Text),
    set: Text,
    side: Type.Enum(setKinds),
    place: orNull(Place),
    lostAt: Instant,
    presence: orNull(Type.Enum(presenceStates)),
    isBack: Type.Boolean(),
  },
  closed,
)
export type Affected = Static<typeof Affected>

/** `commands`: what this person may do with it, and why not now (null: they may). */
const IncidentDetail = Type.Object(
  {
    at: Instant,
    incident: IncidentNow,
    signals: Type.Array(SignalNow),
    affected: Type.Array(Affected),
    commands: Type.Array(
      Type.Object({ command: Type.Enum(incidentCommands), refusal: orNull(Text) }, closed),
    ),
  },
  closed,
)
export type IncidentDetail = Static<typeof IncidentDetail>

const unknownIncident = {
  unknown_incident: {
    status: 404,
    message: 'Nothing goes or went wrong under this id.',
    expected: 'an id of the list of what goes wrong',
  },
} as const
export const incidentRefusals = {
  ...unknownIncident,
  incident_over: { status: 409, message: 'This is over.', expected: 'an incident that is not resolved' },
  incident_taken: {
    status: 409,
    message: 'A colleague looks at it.',
    expected: 'an incident that nobody looks at',
  },
  incident_not_taken: {
    status: 409,
    message: 'Nobody looks at it.',
    expected: 'an incident that somebody has',
  },
  incident_not_muted: { status: 409, message: 'This is not muted.', expected: 'an incident that is muted' },
  incident_active: {
    status: 409,
    message: 'It still goes wrong.',
    expected: 'signals that are not active, or muted until it heals',
  },
  incident_no_storm: { status: 409, message: 'This is no storm.', expected: 'an incident of many sets' },
} as const satisfies Record<IncidentWhyNot | 'unknown_incident', object>
export type IncidentRefusal = keyof typeof incidentRefusals

const OneIncident = Type.Object({ id: Uuid }, closed)
const move = {
  policy: 'workIncidents',
  params: OneIncident,
  body: Nothing,
  answer: Done,
  refusals: incidentRefusals,
} as const

/** Of one request. */
export const bulkMax = 200
const many = {
  policy: 'workIncidents',
  body: Type.Object({ ids: Type.Array(Uuid, { minItems: 1, maxItems: bulkMax }) }, closed),
} as const
const Failed = Type.Array(Type.Object({ id: Uuid, refusal: Text }, closed))

/** What goes wrong now, and what is done with it. */
export const incidentApi = {
  'GET /api/incidents': {
    policy: 'seeIncidents',
    query: Type.Object(
      { storms: Type.Optional(Type.Literal('only')), over: Type.Optional(Type.Literal('too')) },
      closed,
    ),
    answer: IncidentList,
  },
  'GET /api/incidents/:id': {
    policy: 'seeIncidents',
    of: 'incident',
    params: OneIncident,
    answer: IncidentDetail,
    refusals: unknownIncident,
  },
  /** Somebody looks at it: ten minutes for the most urgent, else until the day of school is over. */
  'POST /api/incidents/:id/acknowledge': move,
  'POST /api/incidents/:id/release': move,
  /** `minutes` null: until it was well once. */
  'POST /api/incidents/:id/mute': {
    ...move,
    body: Type.Object({ minutes: orNull(Type.Integer({ minimum: 1, maximum: muteMinutesMax })) }, closed),
  },
  'POST /api/incidents/:id/unmute': move,
  'POST /api/incidents/:id/resolve': move,
  /** The sets that went in a storm, and those on the other side of their pairs; what cannot be told is named. */
  'POST /api/incidents/:id/tell': {
    ...move,
    body: Type.Object({ sentence: Type.Enum(stormSentences) }, closed),
    answer: Type.Object(
      {
        told: Type.Integer(),
        failed: Type.Array(Type.Object({ set: Text, refusal: Text }, closed)),
      },
      closed,
    ),
  },
  /** The same for many; what cannot be is named, and holds back none of the others. */
  'POST /api/incidents/acknowledge': {
    ...many,
    answer: Type.Object({ acknowledged: Type.Integer(), failed: Failed }, closed),
  },
  'POST /api/incidents/release': {
    ...many,
    answer: Type.Object({ released: Type.Integer(), failed: Failed }, closed),
  },
} as const satisfies Contracts
