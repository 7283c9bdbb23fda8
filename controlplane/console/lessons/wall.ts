import type { Day } from '../../calendar/day/rules.ts'
import type { Minute } from '../../locations/hours/rules.ts'
import { minuteOfDay } from '../ui/wallClock.ts'

const minuteMs = 60_000
const noonMinute = 12 * 60
/** Midnight at the end of a day. */
export const endOfDay: Minute = 24 * 60

/** The instant (ms since 1970 UTC) of a minute of a day in Brussels; exact from 06:00 on, the clock changes before. */
export function instantOf(day: Day, minute: Minute): number {
  const noonUtc = Date.parse(`${day}T12:00:00Z`)
  const noon = noonUtc - (minuteOfDay(noonUtc) - noonMinute) * minuteMs
  return noon + (minute - noonMinute) * minuteMs
}
