import type { ClosedDays, Half } from '../calendar/closed/rules.ts'
import type { Day } from '../calendar/day/rules.ts'
import { type CivilDay, dayAfter, dayOf, instantOf, minuteOf } from '../calendar/day/rules.ts'
import type { Span } from '../locations/hours/rules.ts'
import type { LessonGround, LessonStatus } from './status/rules.ts'

/** Everything that decides when one trajectory has lessons. Instants in ms since 1970 UTC. */
export type LessonFacts = {
  /** The trajectory's own week, by weekday (1 Monday … 7 Sunday). Undefined: nobody has entered one. */
  timetable: ReadonlyMap<number, readonly Span[]> | undefined
  /** Days that go otherwise: these lessons and no others, on a closed day too. */
  exceptions: ReadonlyMap<Day, readonly Span[]>
  /** The bell times of the school site, by weekday. Undefined: not known. */
  bells: ReadonlyMap<number, readonly Span[]> | undefined
  closed: ClosedDays
  /** Absences and pauses. `until` null: nobody knows. */
  away: readonly { from: number; until: number | null }[]
}

const runUpMinutes = 30
const minuteMs = 60_000
const middleOfDay = 12 * 60 + 30
const daysAheadMax = 400

/** Monday to Friday 08:00–17:00, Wednesday until noon: what holds as school hours where no bell is known. */
const envelope: ReadonlyMap<number, readonly Span[]> = new Map(
  [1, 2, 3, 4, 5].map(weekday => [weekday, [{ from: 8 * 60, until: weekday === 3 ? 12 * 60 : 17 * 60 }]]),
)

/** What holds, why, and until when (ms since 1970 UTC; undefined: not before tomorrow). */
export type LessonNow = { status: LessonStatus; ground: LessonGround; until: number | undefined }

/**
 * What a trajectory is in at `at` (ms since 1970 UTC). `today`: the day of `at`, which a caller that asks for many
 * trajectories at one instant works out once, and so for `minute`.
 */
export function lessonStatus(
  facts: LessonFacts,
  at: number,
  today: CivilDay = dayOf(at),
  minute: number = minuteOf(at),
): LessonNow {
  const lessons = lessonsOn(facts, today)
  const ground = groundOf(facts, today)
  const awayUntil = endOfAbsence(facts, at)
  const current = lessons.find(({ from, until }) => from <= minute && minute < until)
  const coming = lessons.find(({ from }) => minute < from && from - runUpMinutes <= minute)
  if (current ?? coming) {
    const end = instantOf(today, current ? current.until : (coming as Span).from)
    if (awayUntil !== undefined) return { status: 'absent', ground, until: Math.min(end, awayUntil ?? end) }
    const next = Math.min(end, nextAbsence(facts, at) ?? end)
    return { status: current ? 'lesson' : 'run_up', ground, until: next }
  }
  const later = lessons.find(({ from }) => minute < from - runUpMinutes)
  const hours = schoolHoursOn(facts, today)
  const open = hours.find(({ from, until }) => from <= minute && minute < until)
  const begins = [
    later && later.from - runUpMinutes,
    open?.until,
    hours.find(({ from }) => minute < from)?.from,
  ]
  const until = begins.filter(one => one !== undefined).sort((a, b) => a - b)[0]
  return {
    status: open ? 'school_hours' : 'outside',
    ground: open ? (facts.bells ? 'bells' : 'envelope') : facts.closed.get(today.day) ? 'closed' : 'nothing',
    until: until === undefined ? undefined : instantOf(today, until),
  }
}

/** As it is sent. */
export function tellable({ status, ground, until }: LessonNow) {
  return { status, ground, until: until ?? null }
}

/** The lessons of one day, in order, none over another. */
export function lessonsOn(
  { timetable, exceptions, closed }: LessonFacts,
  { day, weekday }: CivilDay,
): Span[] {
  const exception = exceptions.get(day)
  if (exception) return merge(exception)
  return merge(openPart(timetable?.get(weekday) ?? [], closed.get(day)))
}

/** Minutes of lesson between two instants, without absences and pauses. */
export function lessonMinutes(facts: LessonFacts, from: number, to: number): number {
  let ms = 0
  for (let day = dayOf(from); instantOf(day, 0) < to; day = dayAfter(day)) {
    for (const { from: begin, until } of presentLessons(facts, day))
      ms += Math.max(0, Math.min(until, to) - Math.max(begin, from))
  }
  return ms / minuteMs
}

/** The instant by which so many minutes of lesson have passed since `at`; undefined: not within so many days. */
export function addLessonMinutes(
  facts: LessonFacts,
  at: number,
  minutes: number,
  daysMax: number = daysAheadMax,
): number | undefined {
  let left = minutes * minuteMs
  if (left <= 0) return at
  if (facts.timetable === undefined && facts.exceptions.size === 0) return undefined
  let day = dayOf(at)
  for (let ahead = 0; ahead <= daysMax; ahead++, day = dayAfter(day)) {
    for (const { from, until } of presentLessons(facts, day)) {
      const begin = Math.max(from, at)
      if (until <= begin) continue
      if (until - begin >= left) return begin + left
      left -= until - begin
    }
  }
  return undefined
}

/** When the next lesson begins that the child is expected in; undefined: not within 400 days. */
export function nextLesson(facts: LessonFacts, at: number): number | undefined {
  let day = dayOf(at)
  for (let ahead = 0; ahead <= daysAheadMax; ahead++, day = dayAfter(day)) {
    const next = presentLessons(facts, day).find(({ from }) => from > at)
    if (next) return next.from
  }
  return undefined
}

type Stretch = { from: number; until: number }

/** The lessons of a day as instants, without what falls in an absence. */
export function presentLessons(facts: LessonFacts, day: CivilDay): Stretch[] {
  const stretches = lessonsOn(facts, day).map(({ from, until }) => ({
    from: instantOf(day, from),
    until: instantOf(day, until),
  }))
  return facts.away.reduce(
    (left, { from, until }) => left.flatMap(one => without(one, from, until)),
    stretches,
  )
}

function without({ from, until }: Stretch, awayFrom: number, awayUntil: number | null): Stretch[] {
  const back = awayUntil ?? Number.POSITIVE_INFINITY
  return [
    { from, until: Math.min(until, awayFrom) },
    { from: Math.max(from, back), until },
  ].filter(one => one.from < one.until)
}

/** By what the lessons of a day are what they are. */
export function groundOf({ exceptions }: LessonFacts, { day }: CivilDay): LessonGround {
  return exceptions.has(day) ? 'exception' : 'timetable'
}

/** The hours in which the school of a trajectory is open on a day, in order. */
export function schoolHoursOn({ bells, closed }: LessonFacts, { day, weekday }: CivilDay): Span[] {
  return merge(openPart((bells ?? envelope).get(weekday) ?? [], closed.get(day)))
}

function openPart(spans: readonly Span[], closed: Half | undefined): readonly Span[] {
  if (closed === undefined) return spans
  const clip: Record<Half, (span: Span) => Span> = {
    day: ({ from }) => ({ from, until: from }),
    morning: ({ from, until }) => ({ from: Math.max(from, middleOfDay), until }),
    afternoon: ({ from, until }) => ({ from, until: Math.min(until, middleOfDay) }),
  }
  return spans.map(clip[closed]).filter(({ from, until }) => from < until)
}

/** In order, none over another. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else merged.push({ from, until })
  }
  return merged
}

/** Undefined: not away; null: away, and nobody knows until when. */
function endOfAbsence({ away }: LessonFacts, at: number): number | null | undefined {
  const here = away.filter(({ from, until }) => from <= at && (until === null || at < until))
  if (here.length === 0) return undefined
  return here.some(({ until }) => until === null)
    ? null
    : Math.max(...here.map(({ until }) => until as number))
}

function nextAbsence({ away }: LessonFacts, at: number): number | undefined {
  const begins = away.map(({ from }) => from).filter(from => from > at)
  return begins.length === 0 ? undefined : Math.min(...begins)
}
