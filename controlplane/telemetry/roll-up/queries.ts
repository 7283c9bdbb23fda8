import { type ReadingName, readingNames } from '../../../protocol/report.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findOutages } from '../line/queries.ts'
import { reportDays } from '../partition/rules.ts'
import { hoursOf } from './rules.ts'

/** `hour`: when it began, ms since 1970 UTC. */
export type HourRow = { hour: number } & Record<ReadingName, number | null>

const names = readingNames.join(', ')

/**
 * The hours of one device: as they were rolled up, and those of which a report came in since then as their reports say
 * now, so that what was just brought late is there at once. `from`, `until`: ms since 1970 UTC.
 */
export async function findHours(
  sql: Database,
  deviceNo: number,
  { from, until }: { from: number; until: number },
): Promise<HourRow[]> {
  const oldest = until - reportDays * 86_400_000
  const hasOutages = (await findOutages(sql, { from, until })).length > 0
  const parameters = [from, until, oldest].map(at => new Date(at).toISOString())
  return await sql.unsafe<HourRow[]>(
    `with since as (
      select greatest(coalesce((select received_until from roll_up_progress), $3::timestamptz), $3::timestamptz) as at
    ), touched as (
      select distinct device_no, date_trunc('hour', measured_at, 'UTC') as hour from reports
      where device_no = $4 and received_at >= (select at from since) and measured_at >= greatest($1, $3::timestamptz)
        and measured_at < $2::timestamptz
    ), fresh (device_no, hour, reports, seconds, ${names}) as (
      ${hoursOf('touched', { oldest: '$3::timestamptz', hasOutages })}
    )
    select hour, ${names} from fresh where hour >= $1
    union all
    select hour, ${names} from report_hours
    where device_no = $4 and hour >= $1::timestamptz and hour < $2::timestamptz
      and hour not in (select hour from fresh)
    order by hour`,
    [...parameters, deviceNo],
  )
}
