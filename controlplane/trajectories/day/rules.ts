import type { Day } from '../../locations/hours/rules.ts'

const zone = 'Europe/Brussels'
/** Nothing of a trajectory is older. */
export const earliestDay: Day = '2000-01-01'
/** Nor is anything planned that far ahead. */
export const latestDay: Day = '2099-12-31'

/** The day in Brussels at an instant (ms since 1970 UTC). */
export function todayAt(now: number): Day {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** What came about did so by tomorrow at the latest: who writes down late today is let through. */
export function lastFactDay(today: Day): Day {
  return Temporal.PlainDate.from(today).add({ days: 1 }).toString()
}

/** `last`: as `lastFactDay` tells. */
export function isFactDay(day: Day, last: Day): boolean {
  return earliestDay <= day && day <= last
}

export function isPlanDay(day: Day): boolean {
  return earliestDay <= day && day <= latestDay
}
