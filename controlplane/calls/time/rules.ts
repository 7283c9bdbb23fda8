import { callAfterMinutes, callBeforeMinutes } from '../../../protocol/lessons.ts'
import { type CivilDay, dayOf } from '../../calendar/day/rules.ts'
import { type LessonFacts, merge, presentLessons } from '../../lessons/rules.ts'

const minuteMs = 60_000

/** From an instant until another, the latter not included; ms since 1970 UTC. */
export type Stretch = { from: number; until: number }

/** When a child has lessons; `pauses` are in `facts.away` too. */
export type LessonsKnown = { facts: LessonFacts; pauses: LessonFacts['away'] }

/**
 * The lesson of an instant. `callFrom`: since when the sets may tell of a call without a break: over lessons back to back
 * that is before the first of them.
 */
export type LessonTime = Stretch & { callFrom: number }

/** The times of a day in which its sets may tell of a call. Absences leave them as they are: the sets are not told. */
export function callTimesOn({ facts, pauses }: LessonsKnown, day: CivilDay): Stretch[] {
  const planned = presentLessons({ ...facts, away: pauses }, day)
  return merge(
    planned.map(({ from, until }) => ({
      from: from - callBeforeMinutes * minuteMs,
      until: until + callAfterMinutes * minuteMs,
    })),
  )
}

/** Undefined: the child is in no lesson at `at`: none is given, or it is absent or has a pause. */
export function lessonTimeAt(lessons: LessonsKnown, at: number): LessonTime | undefined {
  const today = dayOf(at)
  const isIn = ({ from, until }: Stretch) => from <= at && at < until
  const lesson = presentLessons(lessons.facts, today).find(isIn)
  if (!lesson) return undefined
  return { ...lesson, callFrom: callTimesOn(lessons, today).find(isIn)?.from ?? lesson.from }
}

/** What lies in both, each in order and none of one over another of the same. */
export function commonOf(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap(one =>
    others
      .map(other => ({ from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) }))
      .filter(({ from, until }) => from < until),
  )
}

/** What of these lies in none of the others. */
export function without(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return others.reduce<Stretch[]>(
    (left, { from, until }) =>
      left.flatMap(one =>
        [
          { from: one.from, until: Math.min(one.until, from) },
          { from: Math.max(one.from, until), until: one.until },
        ].filter(part => part.from < part.until),
      ),
    [...some],
  )
}
