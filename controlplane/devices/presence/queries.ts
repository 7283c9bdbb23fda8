import type { Database } from '../../platform/postgres/database.ts'
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
