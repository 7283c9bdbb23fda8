import type { Expectation } from './presence-rules.ts'

const zone = 'Europe/Brussels'
const firstHour = 8
const lastHour = 17
const wednesday = 3
const lastHourOnWednesday = 12

/**
 * What is expected of every set as long as no timetable says more: Monday to Friday, 08:00–17:00 in Brussels, on
 * Wednesday until noon, and all of that counts as lesson. `at` in ms since 1970 UTC.
 */
export function schoolHoursExpectation(at: number): Expectation {
  const { dayOfWeek, hour } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const until = dayOfWeek === wednesday ? lastHourOnWednesday : lastHour
  const expected = dayOfWeek <= 5 && hour >= firstHour && hour < until
  return { expected, lesson: expected }
}
