import { findClosedDays } from '../../calendar/closed/queries.ts'
import type { ClosedDays } from '../../calendar/closed/rules.ts'
import { todayAt } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { workingDays } from '../../calendar/working-day/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'

type Sql = Database | Transaction

const yearOf = (at: number) => Number(todayAt(at).slice(0, 4))

/** By the code of a school (null: any) the days on which it is closed, from the day of `since` on. */
export function findSchoolDays(
  sql: Sql,
  since: number,
  now: number,
): Promise<(site: string | null) => ClosedDays> {
  return findClosedDays(sql, todayAt(since), closedDays(yearOf(since), yearOf(now) + 1))
}

/** Days on which the school of a trajectory was open, after the day of `from` up to that of `to`. */
export async function countSchoolDays(
  sql: Sql,
  trajectory: string | null,
  from: number,
  to: number,
): Promise<number> {
  const [row] = await sql<{ site: string }[]>`
    select l.code as site from trajectories t join locations l on l.id = t.school_location_id
    where t.code = ${trajectory}`
  const closedAt = await findSchoolDays(sql, from, to)
  return workingDays(closedAt(row?.site ?? null), from, to)
}
