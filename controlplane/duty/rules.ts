import type { Look } from '../people/rules.ts'

const zone = 'Europe/Brussels'
const hourMs = 3_600_000
export const dutyHoursMax = 12
const firstYear = 2000
const lastYear = 2199
const daysOfWeek = 7

/** A stretch of time: ms since 1970 UTC, the end is no longer in it. */
export type Span = { startsAt: number; endsAt: number }

/** Days are YYYY-MM-DD in Brussels; `startsAt`: the midnight a day begins with. */
export type Week = { from: string; days: { day: string; startsAt: number }[] } & Span

/** A day as it is written; undefined: there is no such day, or it is not within 2000–2199. */
function readDay(text: string): Temporal.PlainDate | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return undefined
  const read = Temporal.PlainDate.from({ year, month, day })
  return read.day === day ? read : undefined
}

/** The day on which an instant falls in Brussels. `at` in ms since 1970 UTC. */
export function dayOf(at: number): string {
  return inBrussels(at).toPlainDate().toString()
}

/** The week of a day, Monday first; undefined: there is no such day. */
export function weekOf(day: string): Week | undefined {
  const read = readDay(day)
  if (!read) return undefined
  const monday = read.subtract({ days: read.dayOfWeek - 1 })
  const days = Array.from({ length: daysOfWeek }, (_, count) => {
    const one = monday.add({ days: count })
    return { day: one.toString(), startsAt: midnight(one) }
  })
  const from = monday.toString()
  return { from, days, startsAt: midnight(monday), endsAt: midnight(monday.add({ days: daysOfWeek })) }
}

/** The week before, from the Monday of one. */
export function weekBefore({ from }: Week): Week {
  return weekOf(Temporal.PlainDate.from(from).subtract({ days: daysOfWeek }).toString())!
}

export type WrongTimes = 'unknown_day' | 'duty_wrong_order' | 'duty_too_long'

/**
 * A duty as people say it, on the clock of Brussels. A time that the clock skips counts from the other side of the gap;
 * one that it shows twice is the first. What is too long is measured in hours that pass.
 */
export function planDuty({
  day,
  from,
  until,
}: {
  day: string
  from: string
  until: string
}): ({ ok: true } & Span) | { ok: false; refusal: WrongTimes } {
  const read = readDay(day)
  if (!read) return { ok: false, refusal: 'unknown_day' }
  const startsAt = instantOf(read, Temporal.PlainTime.from(from))
  const endsAt = instantOf(read, Temporal.PlainTime.from(until))
  if (until <= from || endsAt <= startsAt) return { ok: false, refusal: 'duty_wrong_order' }
  if (endsAt - startsAt > dutyHoursMax * hourMs) return { ok: false, refusal: 'duty_too_long' }
  return { ok: true, startsAt, endsAt }
}

/** The same times on the clock a week later; undefined: a change of the clock leaves nothing that is allowed. */
export function aWeekLater({ startsAt, endsAt }: Span): Span | undefined {
  const start = inBrussels(startsAt).add({ days: daysOfWeek })
  const end = inBrussels(endsAt).add({ days: daysOfWeek })
  const time = { smallestUnit: 'minute' } as const
  const planned = planDuty({
    day: start.toPlainDate().toString(),
    from: start.toPlainTime().toString(time),
    until: end.toPlainTime().toString(time),
  })
  return planned.ok ? { startsAt: planned.startsAt, endsAt: planned.endsAt } : undefined
}

export function overlaps(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

/** Whether somebody should be on duty at an instant, and when that changes that day. `needed`: of the day, in order. */
export function needAt(needed: readonly Span[], at: number): { isNeeded: boolean; changesAt: number | null } {
  const next = needed.find(({ endsAt }) => at < endsAt)
  if (!next) return { isNeeded: false, changesAt: null }
  return next.startsAt <= at
    ? { isNeeded: true, changesAt: next.endsAt }
    : { isNeeded: false, changesAt: next.startsAt }
}

const forDuty: readonly Look[] = ['helpdesk', 'lead']

/** Who can be on duty: an open account of the helpdesk or a team lead. */
export function canBeOnDuty({ roles, disabledAt }: { roles: readonly Look[]; disabledAt: number | null }) {
  return disabledAt === null && roles.some(role => forDuty.includes(role))
}

function inBrussels(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}

function midnight(day: Temporal.PlainDate): number {
  return day.toZonedDateTime(zone).epochMilliseconds
}

function instantOf(day: Temporal.PlainDate, time: Temporal.PlainTime): number {
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
}
