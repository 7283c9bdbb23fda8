import type { Database } from '../../platform/postgres/database.ts'

/** Presses of a device that came since then (ms since 1970 UTC). */
export async function countPresses(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from help_presses
    where device_no = ${deviceNo} and received_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}
