import type { Database } from '../../platform/postgres/database.ts'

/** Checks of a device that came since then (ms since 1970 UTC). */
export async function countChecks(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from check_history
    where device_no = ${deviceNo} and received_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}
