import type { CalendarAnswer } from '../../calendar/api.ts'
import type { Half } from '../../calendar/closed/rules.ts'
import { addDays, noonOf, weekdayOf } from '../ui/wallClock.ts'

export const markKinds = ['public', 'holiday', 'closed', 'site'] as const
export type MarkKind = (typeof markKinds)[number]
/** Why there is no school on a day, or on half of it; `name` null: it has none. */
export type Mark = { kind: MarkKind; half: Half; name: string | null }
export type Month = { first: string; lead: number; days: string[] }

const monthsOfYear = 12
const september = 8
/** More days than any school year has, with a margin for holidays that reach over its ends. */
const longestHoliday = 100

/** September until August; `lead`: empty places before the first day in a week that begins on Monday. */
export function monthsOf(year: number): Month[] {
  return Array.from({ length: monthsOfYear }, (_, order) => {
    const first = new Date(Date.UTC(year, september + order, 1)).toISOString().slice(0, 10)
    const count = new Date(Date.UTC(year, september + order + 1, 0)).getUTCDate()
    const days = Array.from({ length: count }, (_, day) => addDays(first, day))
    return { first, lead: weekdayOf(first), days }
  })
}

type Marked = Pick<CalendarAnswer, 'holidays' | 'publicHolidays' | 'closed'>

/** What is said of every day that is not an ordinary one; what closes most stands first. */
export function marksOf({ holidays, publicHolidays, closed }: Marked): ReadonlyMap<string, Mark[]> {
  const marks = new Map<string, Mark[]>()
  const mark = (day: string, one: Mark) => marks.set(day, [...(marks.get(day) ?? []), one])
  for (const { day, name } of publicHolidays) mark(day, { kind: 'public', half: 'day', name })
  for (const { name, from, until } of holidays)
    for (const day of daysFrom(from, until)) mark(day, { kind: 'holiday', half: 'day', name })
  for (const { day, half, name, location } of closed)
    mark(day, { kind: location === null ? 'closed' : 'site', half, name })
  for (const list of marks.values()) list.sort((a, b) => Number(b.half === 'day') - Number(a.half === 'day'))
  return marks
}

function daysFrom(from: string, until: string): string[] {
  const count = Math.round((noonOf(until) - noonOf(from)) / 86_400_000) + 1
  return Array.from({ length: Math.min(Math.max(count, 0), longestHoliday) }, (_, day) => addDays(from, day))
}

export const isWeekend = (day: string) => weekdayOf(day) >= 5
/** Whether a day lies in the school year of this September. */
export const isInYear = (day: string, year: number) => day >= `${year}-09-01` && day < `${year + 1}-09-01`

/** The first holiday, public holiday or closed day of everybody after today that lies in this year. */
export function nextOff({ year, today, holidays, publicHolidays, closed }: CalendarAnswer) {
  if (!isInYear(today, year)) return undefined
  const days = [
    ...publicHolidays,
    ...closed.filter(({ half, location }) => half === 'day' && location === null),
  ]
  return [...holidays, ...days.map(({ day, name }) => ({ name, from: day, until: day }))]
    .filter(({ from }) => from > today)
    .toSorted((a, b) => a.from.localeCompare(b.from))[0]
}
