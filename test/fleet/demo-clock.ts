import { type CivilMoment, civilMoment } from './fleet-days.ts'
import { plus } from './histories.ts'

/** How far the clock of the demonstration was behind, and the last moment it is known to have shown; ms. */
export type LastClock = { lagMs: number; seenAt: number }

const minuteMs = 60_000
const at = (hour: number, minute = 0) => hour * 60 + minute
/** Between these children have lessons for some hours to come. */
const day = { from: at(7), until: at(20, 30) }
/** So late there is still a lesson to see, when the clock has been that far. */
const latest = at(21, 30)
const morning = at(10)

/**
 * How far the clock of the demonstration is behind, so that it is day there at any hour; ms. No lesson is given at
 * night, so at night it shows the day that ended. It never goes back behind what it has shown, so that nothing that is
 * kept lies in its future; where both cannot be it shows the time that it is.
 */
export function lagFor(now: number, last: LastClock | undefined): number {
  const moment = civilMoment(now)
  if (isDay(moment)) return 0
  const wanted = Math.max(instantOf(dayThatEnded(moment), morning), (last?.seenAt ?? 0) + minuteMs)
  const shown = civilMoment(wanted)
  return wanted <= now && shown.minute >= day.from && shown.minute < latest ? now - wanted : 0
}

function isDay({ minute }: CivilMoment): boolean {
  return minute >= day.from && minute < day.until
}

function dayThatEnded({ day: today, minute }: CivilMoment): string {
  return minute < day.from ? plus(today, -1) : today
}

function instantOf(of: string, minute: number): number {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })
  return Temporal.PlainDate.from(of).toZonedDateTime({ timeZone: 'Europe/Brussels', plainTime: time })
    .epochMilliseconds
}
