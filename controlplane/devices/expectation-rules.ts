import type { Expectation } from './presence-rules.ts'

const zone = 'Europe/Brussels'
const firstHour = 8
const lastHour = 17

/**
 * What is expected of every set as long as no timetable says more: Monday to Friday, 08:00–17:00 in Brussels, and all
 * of that counts as lesson. `at` in ms since 1970 UTC.
 */
export function schoolHoursExpectation(at: number): Expectation {
  const { dayOfWeek, hour } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const expected = dayOfWeek <= 5 && hour >= firstHour && hour < lastHour
  return { expected, lesson: expected }
}
