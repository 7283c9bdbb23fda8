import Type, { type Static } from 'typebox'
import { MessageBody, MessageText, messageSentences } from '../../protocol/message.ts'
import { LessonNow } from '../lessons/api.ts'
import { type LinkQuestion, linkLanguages, linkQuestions } from '../people/link/rules.ts'
import { listExport } from '../platform/files/table/words-api.ts'
import { closed, Instant, orNull, Text, Uuid } from '../platform/http/api.ts'
import { TrajectoryCode } from '../trajectories/api.ts'
import { callDirections, callees } from './call/rules.ts'
import { eventKinds } from './event/rules.ts'
import {
  cancelReasons,
  causes,
  fixers,
  lowerReasons,
  moveNames,
  parties,
  solutions,
  type TicketState,
  ticketStates,
} from './rules.ts'
import { channels, families, pictures, priorities, sides, sources, symptoms } from './symptom/rules.ts'

const questions = Object.keys(linkQuestions) as LinkQuestion[]
const Label = Type.String({ minLength: 2, maxLength: 32 })
const Priority = Type.Enum(priorities)
const State = Type.Enum(ticketStates)
/** To a screen on the wall it is nobody: no account, an empty name. */
const Owner = Type.Object({ account: Uuid, firstName: Text }, closed)
const Place = Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)

/**
 * A ticket in the queue. `home`, `school`: labels of the pair that it is about. `dueAt`: by when a person should do
 * something first; null: somebody did, or no lesson is in sight. `healedAt`: since when it works while a person is on it.
 * `minutesAtRisk`: lesson minutes that may be lost; `lostLately`: that the child lost in five days of school.
 */
export const TicketRow = Type.Object(
  {
    no: Type.Integer(),
    state: State,
    priority: Priority,
    family: Type.Enum(families),
    symptom: Type.Enum(symptoms),
    source: Type.Enum(sources),
    channel: orNull(Type.Enum(channels)),
    picture: orNull(Type.Enum(pictures)),
    trajectory: orNull(Text),
    set: orNull(Text),
    side: orNull(Type.Enum(sides)),
    place: orNull(Place),
    home: orNull(Text),
    school: orNull(Text),
    lesson: orNull(LessonNow),
    owner: orNull(Owner),
    openedAt: Instant,
    changedAt: Instant,
    claimedAt: orNull(Instant),
    firstActionAt: orNull(Instant),
    dueAt: orNull(Instant),
    plannedFor: orNull(Instant),
    waitingParty: orNull(Type.Enum(parties)),
    healedAt: orNull(Instant),
    resolvedAt: orNull(Instant),
    reopenedCount: Type.Integer(),
    minutesAtRisk: Type.Number(),
    lostLately: Type.Number(),
  },
  closed,
)
export type TicketRow = Static<typeof TicketRow>

const digits = (pattern: string) => Type.Optional(Type.String({ pattern }))

/** Filters of the queue; several words of one are joined by commas. Used in the page's address too. */
const ticketFilters = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'number, trajectory, set or place' })),
  /** Left out: what somebody still has to do something for. */
  state: Type.Optional(words(ticketStates)),
  owner: Type.Optional(Type.Union([Type.Enum(['me', 'none']), Uuid])),
  priority: digits('^[1-4](,[1-4])*$'),
  family: Type.Optional(words(families)),
  location: Type.Optional(Label),
}

/** GET /api/tickets; numbers in a query are digits, because the address is text. */
export const TicketsQuery = Type.Object(
  { ...ticketFilters, offset: digits('^[0-9]{1,7}$'), limit: digits('^([1-9][0-9]{0,2}|1000)$') },
  closed,
)
export type TicketsQuery = Static<typeof TicketsQuery>

export const TicketsExportQuery = Type.Object({ ...ticketFilters, ...listExport }, closed)
export type TicketsExportQuery = Static<typeof TicketsExportQuery>

/** What is live stands in the order in which it is taken; with what is over, the last that changed first. */
export const TicketsPage = Type.Object(
  {
    at: Instant,
    total: Type.Integer({ description: 'tickets that match all filters' }),
    states: Type.Object(
      Object.fromEntries(ticketStates.map(state => [state, Type.Integer()])) as {
        [State in TicketState]: Type.TInteger
      },
      { ...closed, description: 'matches of the other filters by state' },
    ),
    rows: Type.Array(TicketRow),
  },
  closed,
)
export type TicketsPage = Static<typeof TicketsPage>

/** A ticket as the one search field finds it. */
export const TicketHit = Type.Object(
  {
    no: Type.Integer(),
    state: State,
    priority: Priority,
    symptom: Type.Enum(symptoms),
    picture: orNull(Type.Enum(pictures)),
    trajectory: orNull(Text),
    set: orNull(Text),
    place: orNull(Text),
  },
  closed,
)
export type TicketHit = Static<typeof TicketHit>

export const TicketList = Type.Object({ at: Instant, rows: Type.Array(TicketRow) }, closed)

/**
 * What happened, the oldest first. `actor` null: it went by itself. `note`: what somebody wrote. `pressed` is a press for
 * help at a set. `detail`: codes, numbers and instants.
 */
export const TicketEntry = Type.Object(
  {
    id: Uuid,
    at: Instant,
    kind: Type.Enum([...eventKinds, 'pressed'] as const),
    actor: orNull(Owner),
    state: orNull(State),
    detail: Type.Record(Type.String(), Type.Union([Text, Type.Number(), Type.Boolean(), Type.Null()])),
    note: orNull(Text),
  },
  closed,
)
export type TicketEntry = Static<typeof TicketEntry>

const Beside = Type.Object(
  { no: Type.Integer(), state: State, priority: Priority, symptom: Type.Enum(symptoms) },
  closed,
)
export type Beside = Static<typeof Beside>

/**
 * `serviceMinutes`: lesson minutes in which it was the helpdesk's turn. `moves`: what may be done with it, and why not
 * (null: it may). `mergedInto`, `earlier`: numbers. `evidence`: when the first symptoms were of which evidence is kept.
 */
export const TicketDetail = Type.Object(
  {
    at: Instant,
    ticket: TicketRow,
    waitingReference: orNull(Text),
    cause: orNull(Type.Enum(causes)),
    solution: orNull(Type.Enum(solutions)),
    fixedBy: orNull(Type.Enum(fixers)),
    closedAt: orNull(Instant),
    cancelledReason: orNull(Type.Enum(cancelReasons)),
    loweredReason: orNull(Type.Enum(lowerReasons)),
    lostMinutes: orNull(Type.Number()),
    incident: orNull(Uuid),
    serviceMinutes: orNull(Type.Number()),
    mergedInto: orNull(Type.Integer()),
    earlier: orNull(Type.Integer()),
    tookIn: Type.Array(Beside),
    linked: Type.Array(Beside),
    viewers: Type.Array(Owner),
    timeline: Type.Array(TicketEntry),
    evidence: Type.Array(Instant),
    moves: Type.Array(Type.Object({ move: Type.Enum(moveNames), refusal: orNull(Text) }, closed)),
  },
  closed,
)
export type TicketDetail = Static<typeof TicketDetail>

/** Each as it was frozen: `Evidence` of `evidence/rules.ts`. */
export const TicketEvidence = Type.Object(
  { at: Instant, evidence: Type.Array(Type.Object({ at: Instant, frozen: Type.Unknown() }, closed)) },
  closed,
)

export const OneTicket = Type.Object({ no: Type.String({ pattern: '^[1-9][0-9]{0,11}$' }) }, closed)
export const TicketNo = Type.Integer({ minimum: 1, maximum: 999_999_999_999 })

/** What somebody told by phone or mail. `set` alone: of the trajectory that it serves, or of none. */
export const NewTicket = Type.Object(
  {
    channel: Type.Enum(channels),
    priority: Priority,
    symptom: Type.Enum(symptoms),
    picture: orNull(Type.Enum(pictures)),
    trajectory: orNull(TrajectoryCode),
    set: orNull(Label),
  },
  closed,
)
export type NewTicket = Static<typeof NewTicket>

export const Waiting = Type.Object(
  {
    party: Type.Enum(parties),
    /** By what the other party knows it; no names. */
    reference: orNull(
      Type.String({ minLength: 1, maxLength: 40, pattern: '^[\\p{L}\\p{N} ._/#:-]+$', examples: ['INC-12'] }),
    ),
  },
  closed,
)
/** A sentence by its code, or a text. */
const Says = Type.Union([
  Type.Object({ sentence: Type.Enum(messageSentences) }, closed),
  Type.Object({ text: MessageText }, closed),
])
/** Something to say on the set of a side. `answers` empty: it asks for none; left out: what is usual for the sentence. */
export const TellingSet = Type.Object(
  { side: Type.Enum(sides), says: Says, answers: Type.Optional(MessageBody.properties.answers) },
  closed,
)
/** One question to one of its contacts, by mail; `language` left out: Dutch. */
export const AskingByMail = Type.Object(
  { contact: Uuid, question: Type.Enum(questions), language: Type.Optional(Type.Enum(linkLanguages)) },
  closed,
)
/** `left`: mails about it that may still go in this hour. `phone`: whom to call instead of answering. */
export const TicketMail = Type.Object(
  { at: Instant, hasServer: Type.Boolean(), left: Type.Integer(), phone: orNull(Text) },
  closed,
)
/** `for`: ms since 1970 UTC, before 2100. */
export const Planning = Type.Object({ for: Type.Integer({ maximum: 4_102_444_800_000 }) }, closed)
export const Solving = Type.Object(
  { cause: Type.Enum(causes), solution: Type.Enum(solutions), fixedBy: Type.Enum(fixers) },
  closed,
)
export const Cancelling = Type.Object({ reason: Type.Enum(cancelReasons) }, closed)
export const Lowering = Type.Object({ priority: Priority, reason: Type.Enum(lowerReasons) }, closed)
export const Joining = Type.Object({ to: TicketNo }, closed)
export const Noting = Type.Object({ text: Type.String({ minLength: 1, maxLength: 2000 }) }, closed)
export const Calling = Type.Object(
  {
    direction: Type.Enum(callDirections),
    with: Type.Enum(callees),
    minutes: orNull(Type.Integer({ minimum: 0, maximum: 600 })),
  },
  closed,
)

function words(of: readonly string[]) {
  const word = `(${of.join('|')})`
  return Type.String({ pattern: `^${word}(,${word})*$` })
}
