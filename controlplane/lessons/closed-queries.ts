import Holidays from 'date-holidays'
import type { Day } from './day-rules.ts'
import { holidaysByRule } from './holiday-rules.ts'
import type { Half } from './rules.ts'

/** The holiday by which the library names the Monday after Easter. */
const easterMonday = 'easter 1'

/** The days on which every Flemish school is closed, in these years: school holidays and public holidays. */
export function closedDays(firstYear: number, lastYear: number): Map<Day, Half> {
  const calendar = new Holidays('BE', 'VLG', { types: ['public'] })
  const closed = new Map<Day, Half>()
  for (let year = firstYear; year <= lastYear; year++)
    for (const { date } of calendar.getHolidays(year)) closed.set(date.slice(0, 10), 'day')
  for (let year = firstYear - 1; year <= lastYear; year++) {
    for (const { from, until } of holidaysByRule(year, easterOf(calendar, year + 1))) {
      const last = Temporal.PlainDate.from(until)
      let day = Temporal.PlainDate.from(from)
      for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
        if (day.year >= firstYear && day.year <= lastYear) closed.set(day.toString(), 'day')
    }
  }
  return closed
}

function easterOf(calendar: Holidays, year: number): Day {
  const monday = calendar.getHolidays(year).find(({ rule }) => rule === easterMonday)
  if (!monday) throw new Error(`the calendar has no Easter Monday in ${year}`)
  return Temporal.PlainDate.from(monday.date.slice(0, 10)).subtract({ days: 1 }).toString()
}
