import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { PresenceState } from '../rules.ts'

/** Rows of the history since then (ms since 1970 UTC) in which a device came to be so. */
export async function countPresenceRows(
  sql: Database,
  { deviceNo, since, presence }: { deviceNo: number; since: number; presence: PresenceState },
): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from presence_history
    where device_no = ${deviceNo} and at >= ${since}::timestamptz and presence = ${presence}`
  return row?.rows ?? 0
}

/** Until when no silence is held against a set, because we were away ourselves; null: we were never there. */
export async function findGraceUntil(sql: Database | Transaction): Promise<number | null> {
  const [tick] = await sql<{ graceUntil: number }[]>`select grace_until as "graceUntil" from presence_tick`
  return tick?.graceUntil ?? null
}
