import type { Database } from '../../platform/postgres/database.ts'

/** Reports that came since then (ms since 1970 UTC). */
export async function countReports(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from reports
    where device_no = ${deviceNo} and received_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}
