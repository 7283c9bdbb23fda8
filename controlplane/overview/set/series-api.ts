import Type, { type Static } from 'typebox'
import { DayOf } from '../../calendar/api.ts'
import { presenceCauses } from '../../devices/presence/rules.ts'
import { closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { byReading, Presence, Reading } from '../api.ts'

export const spans = ['hour', 'day', 'week'] as const
export type Span = (typeof spans)[number]
export const spanMs: Record<Span, number> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

/**
 * GET /api/sets/:label/series?span=: columns in step. `day`: that day by the clock of Brussels, whatever the span. `at` are ends of intervals, rising; a row in which every value is
 * null stands where a gap begins, so that no line is drawn over it.
 */
export const SeriesQuery = Type.Object({ span: Type.Enum(spans), day: Type.Optional(DayOf) }, closed)
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

/**
 * GET /api/sets/:label/timeline: presence and facts as they changed on one day by the clock of Brussels, newest first;
 * `day` left out: the last one on which anything did. `next`: the day before on which something changed. A link that
 * breaks again and again is one entry, from when to when and how often.
 */
export const TimelineQuery = Type.Object(
  {
    day: Type.Optional(DayOf),
    kind: Type.Optional(Type.Enum(['presence', 'fact'])),
  },
  closed,
)
export const PresenceEntry = Type.Object(
  { kind: Type.Literal('presence'), at: Instant, state: Presence, cause: Type.Enum(presenceCauses) },
  closed,
)
export type PresenceEntry = Static<typeof PresenceEntry>
export const TimelineEntry = Type.Union([
  PresenceEntry,
  Type.Object(
    {
      kind: Type.Literal('breaks'),
      at: Instant,
      from: Instant,
      times: Type.Integer(),
      isBack: Type.Boolean(),
      changes: Type.Array(PresenceEntry, { description: 'each of them, newest first' }),
    },
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
export const Timeline = Type.Object(
  { day: DayOf, entries: Type.Array(TimelineEntry), next: orNull(DayOf) },
  closed,
)
export type Timeline = Static<typeof Timeline>
