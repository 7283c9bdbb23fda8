import { lessonDaysAhead, lessonWindowsMax } from '../../../protocol/lessons.ts'
import { type CivilDay, dayAfter, instantOf, startOf } from '../../calendar/day/rules.ts'
import { type LessonFacts, lessonsOn, merge, presentLessons, schoolHoursOn } from '../rules.ts'

const minuteMs = 60_000

/** Merged windows [from, until) and until when they say all there is; minutes since 1970 UTC. */
export type LessonWindows = { windows: [from: number, until: number][]; until: number }

/** Nobody knows when there are lessons: the set keeps its own hours. */
const notKnown: LessonWindows = { windows: [], until: 0 }

/** Of a set that serves nobody: no lessons on these days. */
export function noWindows(days: readonly CivilDay[]): LessonWindows {
  return { windows: [], until: endOf(days) }
}

/** The days of one message, from that of `today` on. */
export function windowDays(today: CivilDay): CivilDay[] {
  return Array.from({ length: lessonDaysAhead }, (_, ahead) => dayAfter(today, ahead))
}

/**
 * When a set keeps its lessons free of work, on these days. Pauses leave lessons out; absences do not, so that one that
 * is taken back needs no message. Of more windows than a message holds the first are kept, and `until` says so.
 */
export function lessonWindows(
  facts: LessonFacts,
  pauses: LessonFacts['away'],
  days: readonly CivilDay[],
): LessonWindows {
  if (facts.timetable === undefined) return notKnown
  const planned = { ...facts, away: pauses }
  const windows = days.flatMap(day =>
    presentLessons(planned, day).map(({ from, until }): [number, number] => [
      Math.floor(from / minuteMs),
      Math.ceil(until / minuteMs),
    ]),
  )
  const left = windows[lessonWindowsMax]
  if (left === undefined) return { windows, until: endOf(days) }
  return { windows: windows.slice(0, lessonWindowsMax), until: left[0] }
}

/** When somebody should be at the helpdesk on a day: in the hours of schools, and whenever a lesson is given. */
export function dutyHours(
  school: LessonFacts,
  trajectories: readonly { facts: LessonFacts }[],
  day: CivilDay,
): { startsAt: number; endsAt: number }[] {
  const given = trajectories.flatMap(({ facts }) => presentLessons(facts, day))
  const hours = schoolHoursOn(school, day).map(({ from, until }) => ({
    from: instantOf(day, from),
    until: instantOf(day, until),
  }))
  return merge([...hours, ...given]).map(({ from, until }) => ({ startsAt: from, endsAt: until }))
}

/** The instant at which the last lesson of a day ends; undefined: it has none. */
export function endOfLessons(facts: LessonFacts, day: CivilDay): number | undefined {
  const last = lessonsOn(facts, day).at(-1)
  return last && instantOf(day, last.until)
}

/** The lesson of an instant, or the one that comes next that day, in instants; undefined: there is none. */
export function lessonAround(
  facts: LessonFacts,
  day: CivilDay,
  at: number,
): { from: number; until: number } | undefined {
  return lessonsOn(facts, day)
    .map(({ from, until }) => ({ from: instantOf(day, from), until: instantOf(day, until) }))
    .find(({ until }) => at < until)
}

function endOf(days: readonly CivilDay[]): number {
  const last = days.at(-1)
  return last === undefined ? 0 : Math.floor(startOf(dayAfter(last).day) / minuteMs)
}
