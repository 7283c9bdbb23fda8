import type { ClosedDays } from '../closed/rules.ts'
import { type Day, dayAfter, dayOf } from '../day/rules.ts'

const daysAheadMax = 400

/** Days from Monday to Friday that are not wholly closed, after the day of `from` up to that of `to`. */
export function workingDays(closed: ClosedDays, from: number, to: number): number {
  const last = dayOf(to)
  let days = 0
  for (let day = dayAfter(dayOf(from)); day.noon <= last.noon; day = dayAfter(day))
    if (day.weekday <= 5 && closed.get(day.day) !== 'day') days += 1
  return days
}

/** The day by which so many working days have passed since `day`; undefined: not within 400 days. */
export function addWorkingDays(closed: ClosedDays, day: Day, count: number): Day | undefined {
  let left = count
  let next = dayAfter({ day })
  for (let ahead = 0; ahead <= daysAheadMax; ahead++, next = dayAfter(next)) {
    if (next.weekday <= 5 && closed.get(next.day) !== 'day') left -= 1
    if (left <= 0) return next.day
  }
  return undefined
}
