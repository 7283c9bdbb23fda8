import type { Minute } from '../../locations/hours/rules.ts'
/** A day of the calendar, `2026-11-23`. */
export type Day = string

/** Civil time is that of Brussels, everywhere and always. */
export const civilZone = 'Europe/Brussels'
const minuteMs = 60_000
const dayMinutes = 1440

/** One day as its clock runs. `noon`: ms since 1970 UTC. */
export type CivilDay = { day: Day /** 1 Monday … 7 Sunday */; weekday: number; noon: number }

/** A day as its clock runs. */
export function civilDay(day: Day): CivilDay {
  const date = Temporal.PlainDate.from(day)
  const noon = date.toZonedDateTime({ timeZone: civilZone, plainTime: '12:00' }).epochMilliseconds
  return { day, weekday: date.dayOfWeek, noon }
}

/** The day in which an instant (ms since 1970 UTC) lies. */
export function dayOf(at: number): CivilDay {
  return civilDay(todayAt(at))
}

/** The same as no more than a date. */
export function todayAt(at: number): Day {
  return zoned(at).toPlainDate().toString()
}

/** The minute of the wall at an instant, with its fraction. */
export function minuteOf(at: number): Minute {
  const { hour, minute, second, millisecond } = zoned(at)
  return hour * 60 + minute + (second * 1000 + millisecond) / minuteMs
}

/** The instant of a minute of this day; exact from 06:00 on. */
export function instantOf({ noon }: CivilDay, minute: Minute): number {
  return noon + (minute - dayMinutes / 2) * minuteMs
}

/** The instant at which a day begins. */
export function startOf(day: Day): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(civilZone).epochMilliseconds
}

export function dayAfter({ day }: Pick<CivilDay, 'day'>, days = 1): CivilDay {
  return civilDay(Temporal.PlainDate.from(day).add({ days }).toString())
}

function zoned(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(civilZone)
}
