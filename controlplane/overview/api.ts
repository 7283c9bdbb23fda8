import Type, { type Static } from 'typebox'
import { interfaceKinds } from '../../protocol/facts.ts'
import { type ReadingName, readingNames } from '../../protocol/report.ts'
import { presenceCauses } from '../devices/presence-rules.ts'
import { deviceStates, presenceStates } from '../devices/rules.ts'
import { Component } from '../sets/api.ts'
import { setKinds } from '../sets/rules.ts'
import { cameraStates } from '../telemetry/rules.ts'

const closed = { additionalProperties: false }
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const Instant = Type.Integer({ description: 'ms since 1970-01-01 UTC' })
const Text = Type.String()

const Presence = Type.Enum(presenceStates)
const Camera = Type.Enum(cameraStates)

const Place = Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)

/** One set of a pair. `heardAt` is the last message of the set itself, by time of receipt. */
export const BoardSide = Type.Object(
  {
    set: Text,
    presence: Presence,
    presenceSince: orNull(Instant),
    heardAt: orNull(Instant),
    camera: Camera,
    simulated: Type.Boolean(),
  },
  closed,
)
export type BoardSide = Static<typeof BoardSide>

export const BoardPair = Type.Object(
  { trajectory: Text, place: orNull(Place), home: orNull(BoardSide), school: orNull(BoardSide) },
  closed,
)
export type BoardPair = Static<typeof BoardPair>

/** GET /api/board?sets=A,B: every open pair, or only those that hold one of the named sets. */
export const BoardQuery = Type.Object({ sets: Type.Optional(Type.String({ maxLength: 8000 })) }, closed)
export const Board = Type.Object(
  {
    at: Instant,
    expected: Type.Boolean({ description: 'whether sets are expected online at this hour' }),
    pairs: Type.Array(BoardPair),
  },
  closed,
)
export type Board = Static<typeof Board>

export const setSorts = ['label', 'kind', 'presence', 'heard', 'camera', 'trajectory', 'place'] as const
export type SetSort = (typeof setSorts)[number]

/** Filters of the list of sets; several words of one filter are joined by commas. Used in the page's address too. */
const setFilters = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'label, trajectory, place or serial' })),
  kind: Type.Optional(words(setKinds)),
  presence: Type.Optional(words(presenceStates)),
  camera: Type.Optional(words(cameraStates)),
  simulated: Type.Optional(Type.Enum(['yes', 'no'])),
  pair: Type.Optional(Type.Enum(['yes', 'no'])),
}
const ordering = {
  sort: Type.Optional(Type.Enum(setSorts)),
  direction: Type.Optional(Type.Enum(['up', 'down'])),
}

/** GET /api/sets; numbers in a query are digits, because the address is text. */
export const SetsQuery = Type.Object(
  {
    ...setFilters,
    ...ordering,
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,7}$' })),
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9][0-9]{0,2}|1000)$', description: '1–1000, default 100' }),
    ),
  },
  closed,
)
export type SetsQuery = Static<typeof SetsQuery>

/** GET /api/sets.csv: what the filter shows, all of it, in the order shown. */
export const SetsExportQuery = Type.Object(
  {
    ...setFilters,
    ...ordering,
    labels: Type.Optional(Type.String({ maxLength: 8000 })),
    language: Type.Optional(Type.Enum(['nl', 'en'])),
  },
  closed,
)
export type SetsExportQuery = Static<typeof SetsExportQuery>

export const SetRow = Type.Object(
  {
    label: Text,
    kind: Type.Enum(setKinds),
    trajectory: orNull(Text),
    place: orNull(Place),
    presence: Presence,
    presenceSince: orNull(Instant),
    heardAt: orNull(Instant),
    camera: Camera,
    interface: orNull(Type.Enum(interfaceKinds)),
    agentVersion: orNull(Text),
    simulated: Type.Boolean(),
    rttMs: orNull(Type.Number()),
    lossPercent: orNull(Type.Number()),
    measuredAt: orNull(Instant),
  },
  closed,
)
export type SetRow = Static<typeof SetRow>

export const SetsPage = Type.Object(
  {
    at: Instant,
    total: Type.Integer({ description: 'rows that match all filters' }),
    presence: Type.Object(
      Object.fromEntries(presenceStates.map(state => [state, Type.Integer()])) as {
        [State in (typeof presenceStates)[number]]: Type.TInteger
      },
      { ...closed, description: 'matches of the other filters by presence' },
    ),
    rows: Type.Array(SetRow),
  },
  closed,
)
export type SetsPage = Static<typeof SetsPage>

const FactRow = Type.Object(
  { name: Text, value: Type.Unknown(), measuredAt: Instant, receivedAt: Instant, uncertain: Type.Boolean() },
  closed,
)

const Reading = orNull(Type.Number())
const Latest = Type.Object(
  {
    measuredAt: Instant,
    receivedAt: Instant,
    seconds: Type.Number(),
    flags: Type.Integer(),
    readings: byReading(Reading),
  },
  closed,
)

/** GET /api/sets/:label: everything known of one set now. */
export const SetDetail = Type.Object(
  {
    at: Instant,
    label: Text,
    kind: Type.Enum(setKinds),
    registeredAt: Instant,
    components: Type.Array(Component),
    trajectory: orNull(Text),
    place: orNull(Place),
    otherSide: orNull(BoardSide),
    presence: Presence,
    presenceSince: orNull(Instant),
    heardAt: orNull(Instant),
    expected: Type.Boolean(),
    camera: Camera,
    simulated: Type.Boolean(),
    device: orNull(
      Type.Object(
        {
          id: Text,
          state: Type.Enum(deviceStates),
          registeredAt: Instant,
          reportIntervalSeconds: Type.Integer(),
        },
        closed,
      ),
    ),
    facts: Type.Array(FactRow),
    latest: orNull(Latest),
  },
  closed,
)
export type SetDetail = Static<typeof SetDetail>

export const spans = ['hour', 'day', 'week'] as const
export type Span = (typeof spans)[number]
export const spanMs: Record<Span, number> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

/**
 * GET /api/sets/:label/series?span=: columns in step. `at` are ends of intervals, rising; a row in which every value is
 * null stands where a gap begins, so that no line is drawn over it.
 */
export const SeriesQuery = Type.Object({ span: Type.Enum(spans) }, closed)
export const Series = Type.Object(
  {
    from: Instant,
    to: Instant,
    rollUp: Type.Boolean({ description: 'true: one row an hour; false: one row a report' }),
    at: Type.Array(Instant),
    values: byReading(Type.Array(Reading)),
    presence: Type.Array(Type.Object({ from: Instant, to: Instant, state: Presence }, closed), {
      description:
        'what was known at each moment of the span, without holes; unheard before the first message',
    }),
  },
  closed,
)
export type Series = Static<typeof Series>

/** GET /api/sets/:label/timeline: presence and facts as they changed, newest first. */
export const TimelineQuery = Type.Object(
  {
    before: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}$' })),
    kind: Type.Optional(Type.Enum(['presence', 'fact'])),
  },
  closed,
)
export const TimelineEntry = Type.Union([
  Type.Object(
    { kind: Type.Literal('presence'), at: Instant, state: Presence, cause: Type.Enum(presenceCauses) },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('fact'),
      at: Instant,
      name: Text,
      value: Type.Unknown(),
      receivedAt: Instant,
      uncertain: Type.Boolean(),
    },
    closed,
  ),
])
export type TimelineEntry = Static<typeof TimelineEntry>
export const Timeline = Type.Object({ entries: Type.Array(TimelineEntry), next: orNull(Instant) }, closed)
export type Timeline = Static<typeof Timeline>

/** What changed in a nudge, by label of the set; `many` when there were more than `nudgeIdsMax`. */
export const nudgeKinds = ['report', 'facts', 'presence', 'registered'] as const
export type NudgeKind = (typeof nudgeKinds)[number]

/** GET /api/nudges, an event stream: `event: nudge` with this, at most every 200 ms; `event: beat` every 15 s. */
export const Nudge = Type.Partial(
  Type.Object(
    Object.fromEntries(nudgeKinds.map(kind => [kind, idsOrMany()])) as {
      [Kind in NudgeKind]: ReturnType<typeof idsOrMany>
    },
    closed,
  ),
)
export type Nudge = Static<typeof Nudge>

/** Every refusal has this shape. `where` names the field or the object, `expected` what would have been right. */
export const Refusal = Type.Object(
  { error: Text, message: Text, where: Type.Optional(Text), expected: Type.Optional(Text) },
  closed,
)
export type Refusal = Static<typeof Refusal>

function byReading<Schema extends Type.TSchema>(schema: Schema) {
  const properties = Object.fromEntries(readingNames.map(name => [name, schema]))
  return Type.Object(properties as Record<ReadingName, Schema>, closed)
}

function idsOrMany() {
  return Type.Union([Type.Array(Text), Type.Literal('many')])
}

function words(of: readonly string[]) {
  const word = `(${of.join('|')})`
  return Type.String({ pattern: `^${word}(,${word})*$` })
}
