import type { Database } from '../../platform/postgres/database.ts'
import type { OutwardTicket } from './api.ts'
import { type Cursor, nextCursor, readCursor, writeCursor } from './rules.ts'

const defaultLimit = 100
type Asked = { since?: string | undefined; limit?: string | undefined }
type Page = { tickets: OutwardTicket[]; next: string; isMore: boolean }

/** The tickets whose last event comes after a cursor, in the order of these events. */
export async function findChanged(sql: Database, { since = '0', limit }: Asked, now: number): Promise<Page> {
  const cursor = readCursor(since)
  const rowsMax = Number(limit ?? defaultLimit)
  const rows = await sql<(OutwardTicket & { event: string })[]>`
    select k.no, k.state, k.priority, k.family, k.symptom, k.source, t.code as trajectory, s.label as set, k.side,
      k.incident_id as incident, k.opened_at as "openedAt", e.at as "changedAt", k.claimed_at as "claimedAt",
      k.planned_for as "plannedFor", k.healed_at as "healedAt", k.resolved_at as "resolvedAt",
      k.closed_at as "closedAt", k.cause, k.solution, k.fixed_by as "fixedBy", m.no as "mergedInto",
      k.reopened_count as "reopenedCount", k.lost_minutes as "lostMinutes", e.id as event
    from ticket_events e join tickets k on k.id = e.ticket_id left join trajectories t on t.id = k.trajectory_id
    left join sets s on s.id = k.set_id left join tickets m on m.id = k.merged_into
    where (e.at, e.id) > (${cursor.at}::timestamptz, ${cursor.event}::uuid) and not exists (
      select from ticket_events l where l.ticket_id = e.ticket_id and (l.at, l.id) > (e.at, e.id)
    )
    order by e.at, e.id limit ${rowsMax + 1}`
  const page = rows.slice(0, rowsMax)
  const isMore = rows.length > rowsMax
  const read = page.map(({ changedAt, event }): Cursor => ({ at: changedAt, event }))
  return {
    tickets: page.map(({ event, ...ticket }) => ticket),
    next: writeCursor(nextCursor(cursor, read, isMore, now)),
    isMore,
  }
}
