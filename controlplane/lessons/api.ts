import Type, { type Static } from 'typebox'
import { DayOf, HalfOf } from '../calendar/api.ts'
import { DayHours, WeekHours } from '../locations/hours/api.ts'
import { closed, Instant, orNull, Uuid } from '../platform/http/api.ts'
import { TrajectoryCode } from '../trajectories/api.ts'
import { dayChangeKinds, dayChangeSpeakers, exceptionReasons } from './day-change/rules.ts'
import { lessonGrounds, lessonStatuses } from './status/rules.ts'

/** What a trajectory is in, by what, until when (null: not before tomorrow). */
export const LessonNow = Type.Object(
  { status: Type.Enum(lessonStatuses), ground: Type.Enum(lessonGrounds), until: orNull(Instant) },
  closed,
)
export type LessonNow = Static<typeof LessonNow>

export const DayChange = Type.Object(
  {
    id: Uuid,
    kind: Type.Enum(dayChangeKinds),
    from: Instant,
    until: orNull(Instant),
    saidBy: Type.Enum(dayChangeSpeakers),
    /** Label of the set on which it was said; null: in the console. */
    set: orNull(Type.String()),
    at: Instant,
    withdrawnAt: orNull(Instant),
  },
  closed,
)
export type DayChange = Static<typeof DayChange>

export const LessonException = Type.Object(
  { day: DayOf, hours: DayHours, reason: Type.Enum(exceptionReasons) },
  closed,
)
export type LessonException = Static<typeof LessonException>

/**
 * `from`: a Monday; left out: this week. `days`: the seven days as they
 * go: what is closed, by which name, and the lessons that hold. `exceptions`: from that Monday on. `changes`: of the
 * last 14 days and those to come, the newest first. `next`: the next lesson that the child is expected in.
 */
export const LessonsQuery = Type.Object({ from: Type.Optional(DayOf) }, closed)
export const LessonsAnswer = Type.Object(
  {
    at: Instant,
    now: LessonNow,
    next: orNull(Instant),
    timetable: orNull(Type.Object({ week: WeekHours, changedAt: Instant }, closed)),
    bells: orNull(WeekHours),
    exceptions: Type.Array(LessonException),
    changes: Type.Array(DayChange),
    from: DayOf,
    days: Type.Array(
      Type.Object(
        {
          day: DayOf,
          closed: orNull(Type.Object({ half: HalfOf, name: orNull(Type.String()) }, closed)),
          ground: Type.Enum(lessonGrounds),
          lessons: DayHours,
          paused: Type.Boolean(),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type LessonsAnswer = Static<typeof LessonsAnswer>

/** Null takes it away. */
export const Timetable = Type.Object({ week: orNull(WeekHours) }, closed)
export type Timetable = Static<typeof Timetable>

/** No hours: no lessons that day. */
export const ExceptionFields = Type.Omit(LessonException, ['day'])
export type ExceptionFields = Static<typeof ExceptionFields>
export const OneException = Type.Object({ code: TrajectoryCode, day: DayOf }, closed)

/** From now until then (null: not known). */
export const NewDayChange = Type.Object(
  { kind: Type.Enum(dayChangeKinds), until: orNull(Instant), saidBy: Type.Enum(dayChangeSpeakers) },
  closed,
)
export type NewDayChange = Static<typeof NewDayChange>
export const OneDayChange = Type.Object({ id: Uuid }, closed)

/** Events that an answer names. */
export const wrongEventsMax = 100
const eventWrongs = [
  ...(['missing', 'unreadable', 'twice', 'conflict', 'no_such_day', 'unknown_zone', 'damaged'] as const),
  ...(['not_closed', 'not_opened', 'change_alone', 'too_many', 'cut'] as const),
] as const

/** An event that was not read, or was with a doubt (`isRead`): its name and the line in the file on which it begins. */
export const WrongEvent = Type.Object(
  {
    event: Type.String(),
    line: Type.Integer(),
    property: orNull(Type.String()),
    value: orNull(Type.String()),
    wrong: Type.Enum(eventWrongs),
    expected: orNull(Type.String()),
    isRead: Type.Boolean(),
  },
  closed,
)
export type WrongEvent = Static<typeof WrongEvent>

/**
 * An ImportFile with iCalendar: what it comes down to. Taken in, it replaces the week, and the exceptions from today to
 * the last day of which the file speaks.
 */
export const CalendarFileAnswer = Type.Object(
  {
    isDry: Type.Boolean(),
    /** Events that lie between now and 12 weeks from now, and those that were left out: whole days, nights. */
    events: Type.Integer(),
    ignored: Type.Integer(),
    week: WeekHours,
    exceptions: Type.Array(LessonException),
    wrong: Type.Array(WrongEvent, { maxItems: wrongEventsMax }),
    wrongCount: Type.Integer(),
    /** Versions of events that newer ones have replaced. */
    older: Type.Integer(),
  },
  closed,
)
export type CalendarFileAnswer = Static<typeof CalendarFileAnswer>
