import type { Day } from '../../calendar/day/rules.ts'

/** Nothing of a trajectory is older. */
export const earliestDay: Day = '2000-01-01'
/** Nor is anything planned that far ahead. */
export const latestDay: Day = '2099-12-31'

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
