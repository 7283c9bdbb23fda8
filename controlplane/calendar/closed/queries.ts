import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Day } from '../day/rules.ts'
import { type ClosedDays, type Half, layered } from './rules.ts'

type Sql = Database | Transaction

/** By site (code; null: none is known): what is closed there from a day on, its own days over those of everybody. */
export async function findClosedDays(
  sql: Sql,
  since: Day,
  holidays: ReadonlyMap<Day, Half>,
): Promise<(site: string | null) => ClosedDays> {
  const rows = await sql<{ site: string | null; day: Day; half: Half }[]>`
    select l.code as site, d.day::text as day, d.half from closed_days d left join locations l on l.id = d.location_id
    where d.day >= ${since}`
  const everywhere = new Map(holidays)
  for (const { site, day, half } of rows) if (site === null) everywhere.set(day, half)
  const own = Map.groupBy(
    rows.filter(({ site }) => site !== null),
    ({ site }) => site,
  )
  const known = new Map<string | null, ClosedDays>()
  return site => {
    const days = own.get(site)
    if (!days) return everywhere
    const found = known.get(site) ?? layered(everywhere, new Map(days.map(({ day, half }) => [day, half])))
    known.set(site, found)
    return found
  }
}

/** What closed days are called by people, `until` not included: at this site before everywhere. */
export async function findDayNames(
  sql: Sql,
  { site, from, until }: { site: string | null; from: Day; until: Day },
): Promise<Map<Day, string>> {
  const rows = await sql<{ day: Day; name: string }[]>`
    select d.day::text as day, d.name from closed_days d left join locations l on l.id = d.location_id
    where d.name is not null and (d.location_id is null or l.code = ${site})
      and d.day >= ${from} and d.day < ${until}
    order by d.location_id nulls first`
  return new Map(rows.map(({ day, name }) => [day, name]))
}

/** The days of one site from a day on. */
export function findDaysOf(
  sql: Sql,
  site: string,
  since: Day,
): PromiseLike<{ day: Day; half: Half; name: string | null }[]> {
  return sql<{ day: Day; half: Half; name: string | null }[]>`
    select d.day::text as day, d.half, d.name from closed_days d join locations l on l.id = d.location_id
    where l.code = ${site} and d.day >= ${since} order by d.day`
}
