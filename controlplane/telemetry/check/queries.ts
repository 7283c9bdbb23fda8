import type { CheckBody } from '../../../protocol/check.ts'
import type { Database } from '../../platform/postgres/database.ts'

/** Of one answer. */
const checksMax = 10

/** What a set found when it looked itself over. */
type KnownCheck = Pick<CheckBody, 'trigger' | 'verdict' | 'codes'> & {
  measuredAt: number
  uncertain: boolean
}

/** What holds; null: the set has not looked itself over. */
export async function findLastCheck(sql: Database, deviceNo: number): Promise<KnownCheck | null> {
  const [check] = await sql<KnownCheck[]>`
    select measured_at as "measuredAt", uncertain, trigger, verdict, codes from last_checks
    where device_no = ${deviceNo}`
  return check ?? null
}

/** The last few, the newest first. */
export async function findChecks(sql: Database, deviceNo: number): Promise<KnownCheck[]> {
  return sql<KnownCheck[]>`
    select measured_at as "measuredAt", uncertain, trigger, verdict, codes from check_history
    where device_no = ${deviceNo} order by measured_at desc, epoch desc, seq desc limit ${checksMax}`
}

/** Checks of a device that came since then (ms since 1970 UTC). */
export async function countChecks(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from check_history
    where device_no = ${deviceNo} and received_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}
