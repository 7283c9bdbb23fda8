import type { CheckTrigger } from '../../protocol/check.ts'
import type { LessonsBody } from '../../protocol/lessons.ts'
import { knowsLessons, lockAt } from '../lessons/rules.ts'

const minuteMs = 60_000

/** The looks before a lesson: from so many minutes before it, until the next of them takes over. */
const looks = [
  { trigger: 'before_30', fromMinutes: 30, untilMinutes: 20 },
  { trigger: 'before_20', fromMinutes: 20, untilMinutes: 0 },
] as const satisfies { trigger: CheckTrigger; fromMinutes: number; untilMinutes: number }[]

/** A look before one lesson; `window`: when that begins, in minutes since 1970 UTC. */
export type Look = { trigger: (typeof looks)[number]['trigger']; window: number }

/**
 * The look that is due and was not done. A set that was off comes to it late, unless the next took over. During a
 * lesson none is: a set in a lesson shows what it can by the lesson itself. Windows that touch are one.
 * @param at ms since 1970 UTC
 * @param laterMs this set looks so much later than the full minute, so that a fleet does not do so in step
 */
export function dueLook(
  lessons: LessonsBody | undefined,
  at: number,
  done: readonly Look[],
  laterMs: number,
): Look | undefined {
  if (!knowsLessons(lessons, at) || lockAt(lessons, at)) return undefined
  const all = lessons.windows.flatMap(([window]) => looks.map(look => ({ ...look, window })))
  const due = all.find(({ trigger, window, fromMinutes, untilMinutes }) => {
    const from = (window - fromMinutes) * minuteMs + laterMs
    const until = (window - untilMinutes) * minuteMs
    const isDone = done.some(each => each.window === window && each.trigger === trigger)
    return at >= from && at < until && !isDone
  })
  return due && { trigger: due.trigger, window: due.window }
}

/** Of the looks that were done, those that may still matter. */
export function keptLooks(done: readonly Look[], at: number): Look[] {
  return done.filter(({ window }) => window * minuteMs > at)
}
