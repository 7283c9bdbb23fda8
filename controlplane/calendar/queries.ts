import type { Database } from '../platform/postgres/database.ts'
import type { CalendarAnswer } from './api.ts'
import { todayAt } from './day/rules.ts'
import { publicHolidays, schoolHolidays } from './holiday/queries.ts'
import { holidaySource, holidayTitles, schoolYearOf } from './holiday/rules.ts'

type Asked = {
  /** That of its September; undefined: the school year of today. */
  year: number | undefined
  location: string | undefined
  now: number
}

type UnknownLocation = { ok: false; refusal: 'unknown_location'; where: string }

/** What is closed in a school year. */
export async function findCalendar(
  sql: Database,
  { year: asked, location, now }: Asked,
): Promise<CalendarAnswer | UnknownLocation> {
  if (location !== undefined) {
    const [known] = await sql`select from locations where code = ${location}`
    if (!known) return { ok: false, refusal: 'unknown_location', where: location }
  }
  const today = todayAt(now)
  const year = asked ?? schoolYearOf(today)
  const [from, until] = [`${year}-09-01`, `${year + 1}-08-31`]
  const days = [year, year + 1].flatMap(one => publicHolidays(one).holidays)
  return {
    year,
    today,
    holidays: schoolHolidays(year).map(({ name, ...period }) => ({ name: holidayTitles[name], ...period })),
    publicHolidays: days.filter(({ day }) => from <= day && day <= until),
    source: holidaySource,
    closed: await sql<CalendarAnswer['closed']>`
      select d.day::text as day, d.half, d.name, l.code as location
      from closed_days d left join locations l on l.id = d.location_id
      where d.day >= ${from} and d.day <= ${until} and (d.location_id is null or l.code = ${location ?? null})
      order by d.day, l.code nulls first`,
  }
}
