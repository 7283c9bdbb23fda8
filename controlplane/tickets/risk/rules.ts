import type { ClosedDays } from '../../calendar/closed/rules.ts'
import { dayAfter, dayOf, startOf } from '../../calendar/day/rules.ts'
import { isChildWaiting, type Priority, type Symptom } from '../symptom/rules.ts'

const minuteMs = 60_000
const lessonMinutesMax = 60
/** What a child lost lately weighs a tenth of what it may lose now. */
const lostWeight = 10
const lostSchoolDays = 5
const daysBackMax = 400

export type AtRisk = {
  symptom: Symptom
  priority: Priority
  /** When the lesson ends that the child is in; null: it is in none. */
  lessonUntil: number | null
  /** Minutes that the same child lost in the last five days of school. */
  lostLately: number
}

/** Lesson minutes that may be lost when nobody does anything. `now`: ms since 1970 UTC. */
export function minutesAtRisk({ symptom, priority, lessonUntil, lostLately }: AtRisk, now: number): number {
  const left = lessonUntil === null ? 0 : Math.max(0, (lessonUntil - now) / minuteMs)
  const share = isChildWaiting(symptom) ? 1 : priority <= 2 ? 0.5 : 0
  return share * Math.min(left, lessonMinutesMax) + lostLately / lostWeight
}

type Queued = { no: number; minutesAtRisk: number; priority: Priority; openedAt: number }

/** What is taken first comes first: most at risk, then most urgent, then oldest. For `sort`. */
export function byUrgency(one: Queued, other: Queued): number {
  return (
    other.minutesAtRisk - one.minutesAtRisk ||
    one.priority - other.priority ||
    one.openedAt - other.openedAt ||
    one.no - other.no
  )
}

/** The instant at which the last five days of school begin, today not counted. */
export function lostSince(closed: ClosedDays, now: number): number {
  let day = dayOf(now)
  let left = lostSchoolDays
  for (let back = 0; left > 0 && back < daysBackMax; back++) {
    day = dayAfter(day, -1)
    if (day.weekday <= 5 && closed.get(day.day) !== 'day') left -= 1
  }
  return startOf(day.day)
}
