import { lostMinutesByCode } from '../../calls/verdict/queries.ts'
import type { Database } from '../../platform/postgres/database.ts'

type Ticket = { trajectory: string | null; location: string | null; openedAt: number }

/** Lesson minutes that the children lost whom a ticket is about, from its beginning to `until`. */
export async function countLost(
  sql: Database,
  { trajectory, location, openedAt }: Ticket,
  until: number,
): Promise<number> {
  const codes = trajectory === null ? await findCodesOf(sql, location) : [trajectory]
  const lost = await lostMinutesByCode(sql, codes, { from: openedAt, until })
  return [...lost.values()].reduce((sum, one) => sum + one.lost, 0)
}

/** The trajectories whose class is at a place. */
async function findCodesOf(sql: Database, location: string | null): Promise<string[]> {
  if (location === null) return []
  const rows = await sql<{ code: string }[]>`
    select distinct t.code from trajectories t join locations l on l.id = t.school_location_id
    join open_pairs p on p.trajectory_id = t.id where l.code = ${location}`
  return rows.map(({ code }) => code)
}

/** The same of a ticket that is not held yet, for counting takes a while; until it was resolved, or now. */
export async function countLostOf(sql: Database, no: number, now: number): Promise<number | null> {
  const [row] = await sql<(Ticket & { resolvedAt: number | null })[]>`
    select tr.code as trajectory, l.code as location, t.opened_at as "openedAt", t.resolved_at as "resolvedAt"
    from tickets t left join trajectories tr on tr.id = t.trajectory_id left join locations l on l.id = t.location_id
    where t.no = ${no}`
  return row ? countLost(sql, row, row.resolvedAt ?? now) : null
}
