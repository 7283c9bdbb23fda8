import Holidays from 'date-holidays'
import type { Half } from '../closed/rules.ts'
import type { Day } from '../day/rules.ts'
import { type Holiday, holidaysByRule, holidayTitles } from './rules.ts'

/** The holiday by which the library names the Monday after Easter. */
const easterMonday = 'easter 1'

type PublicYear = { holidays: { day: Day; name: string }[]; easter: Day }

/** The library takes milliseconds for a year, and a year stays as it is. */
const known = new Map<number, PublicYear>()

/** The public holidays of one calendar year, by their Dutch names, and Easter Sunday. */
export function publicHolidays(year: number): PublicYear {
  const found = known.get(year) ?? askLibrary(year)
  known.set(year, found)
  return found
}

function askLibrary(year: number): PublicYear {
  const days = new Holidays('BE', 'VLG', { types: ['public'] }).getHolidays(year, 'nl')
  const monday = days.find(({ rule }) => rule === easterMonday)
  if (!monday) throw new Error(`the calendar has no Easter Monday in ${year}`)
  return {
    holidays: days.map(({ date, name }) => ({ day: date.slice(0, 10), name })),
    easter: Temporal.PlainDate.from(monday.date.slice(0, 10)).subtract({ days: 1 }).toString(),
  }
}

/** The holidays of the school year that begins in this year. */
export function schoolHolidays(year: number): Holiday[] {
  return holidaysByRule(year, publicHolidays(year + 1).easter)
}

/** What every Flemish school is closed for, by day, in these calendar years; a public holiday before a school one. */
export function namedClosedDays(firstYear: number, lastYear: number): Map<Day, string> {
  const named = new Map<Day, string>()
  for (let year = firstYear - 1; year <= lastYear; year++) {
    for (const { name, from, until } of schoolHolidays(year)) {
      const last = Temporal.PlainDate.from(until)
      let day = Temporal.PlainDate.from(from)
      for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
        if (day.year >= firstYear && day.year <= lastYear) named.set(day.toString(), holidayTitles[name])
    }
  }
  for (let year = firstYear; year <= lastYear; year++)
    for (const { day, name } of publicHolidays(year).holidays) named.set(day, name)
  return named
}

/** The days on which every Flemish school is closed, in these years: school holidays and public holidays. */
export function closedDays(firstYear: number, lastYear: number): Map<Day, Half> {
  return new Map([...namedClosedDays(firstYear, lastYear).keys()].map(day => [day, 'day']))
}
