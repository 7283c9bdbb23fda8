import type { Database } from '../../platform/postgres/database.ts'

/** What the set of a device said of its messages since then (ms since 1970 UTC), as far as that is kept. */
export async function countSaid(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select (count(*) filter (where m.shown_at >= ${since}::timestamptz)
      + count(*) filter (where m.seen_at >= ${since}::timestamptz))::int4 as rows
    from set_messages m join devices d on d.set_id = m.set_id where d.device_no = ${deviceNo}`
  return row?.rows ?? 0
}
