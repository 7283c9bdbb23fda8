import { callAfterMinutes, callBeforeMinutes, type LessonsBody } from '../../protocol/lessons.ts'

/** [from, until), both in ms since 1970 UTC. */
export type Window = { from: number; until: number }

const zone = 'Europe/Brussels'
const minuteMs = 60_000
/** When schools are open, as far as a set can guess: Monday to Friday, by the clock of the wall. */
const schoolDay = { from: '08:00', until: '17:00', lastWeekday: 5 }

/** Whether the set knows when there are lessons. `at`: ms since 1970 UTC, here and below. */
export function knowsLessons(lessons: LessonsBody | undefined, at: number): lessons is LessonsBody {
  return lessons !== undefined && at < lessons.until * minuteMs
}

/**
 * The window in which nothing may disturb the set; undefined: it may be disturbed. Its own lessons, or while it knows
 * none the hours in which schools are open.
 */
export function lockAt(lessons: LessonsBody | undefined, at: number): Window | undefined {
  return knowsLessons(lessons, at) ? lessonAround(lessons, at, 0, 0) : schoolDayAround(at)
}

/** Whether a lesson, or the lock that stands for it, is this near: before its start, in it, or after its end. */
export function isNearLesson(
  lessons: LessonsBody | undefined,
  at: number,
  beforeMinutes: number,
  afterMinutes: number,
): boolean {
  if (knowsLessons(lessons, at)) return lessonAround(lessons, at, beforeMinutes, afterMinutes) !== undefined
  const moments = [at, at + beforeMinutes * minuteMs, at - afterMinutes * minuteMs]
  return moments.some(moment => schoolDayAround(moment) !== undefined)
}

/** Whether a call may be known of: near a lesson of the set's own, and near nothing that stands for one. */
export function isCallTime(lessons: LessonsBody | undefined, at: number): boolean {
  return knowsLessons(lessons, at) && isNearLesson(lessons, at, callBeforeMinutes, callAfterMinutes)
}

/** When the lesson ends that is on, or begins within so many minutes; undefined: none, or nobody knows. */
export function nextEndAt(
  lessons: LessonsBody | undefined,
  at: number,
  withinMinutes: number,
): number | undefined {
  return knowsLessons(lessons, at) ? lessonAround(lessons, at, withinMinutes, 0)?.until : undefined
}

function lessonAround(
  { windows }: LessonsBody,
  at: number,
  beforeMinutes: number,
  afterMinutes: number,
): Window | undefined {
  const minute = at / minuteMs
  const found = windows.find(
    ([from, until]) => minute >= from - beforeMinutes && minute < until + afterMinutes,
  )
  return found && { from: found[0] * minuteMs, until: found[1] * minuteMs }
}

function schoolDayAround(at: number): Window | undefined {
  const day = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone)
  if (day.dayOfWeek > schoolDay.lastWeekday) return undefined
  const instant = (time: string) => day.withPlainTime(time).epochMilliseconds
  const window = { from: instant(schoolDay.from), until: instant(schoolDay.until) }
  return at >= window.from && at < window.until ? window : undefined
}
