import type { Database } from '../../platform/postgres/database.ts'

const dayMs = 86_400_000

/** Rows of the history that came since then, of what was measured not long before (ms since 1970 UTC). */
export async function countFactRows(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from fact_history
    where device_no = ${deviceNo} and measured_at >= ${since - dayMs}::timestamptz
      and received_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}
