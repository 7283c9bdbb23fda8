import type { Database } from '../../platform/postgres/database.ts'

/** What was said on the set of a device since then (ms since 1970 UTC). */
export async function countSaidToday(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows
    from devices d join pair_sets p on p.set_id = d.set_id
    join day_changes c on c.trajectory_id = p.trajectory_id and c.set_id = d.set_id
    where d.device_no = ${deviceNo} and c.recorded_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}
