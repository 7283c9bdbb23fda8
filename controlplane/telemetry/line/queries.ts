import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Hearing, Outage } from './rules.ts'

/** The times between these in which sets could not measure their line, by our doing; ms since 1970 UTC. */
export function findOutages(sql: Database | Transaction, { from, until }: Outage): Promise<Outage[]> {
  return sql<Outage[]>`
    select from_at as from, until_at as until from line_outages
    where until_at > ${from}::timestamptz and from_at < ${until}::timestamptz`
}

/** Reports of so long back are what holds: two of the usual intervals. */
const windowMs = 150_000
/** One that waited on the set for longer than this is of another time. */
const freshMs = 60_000
/** So many of the sets heard last are looked at. */
const setsMax = 2000

/** Whether sets that measured their line just now had answers. Most often the first one that is looked at did. */
export async function findHearing(sql: Database, now: number): Promise<Hearing> {
  const latest = sql`
    from (select device_no from connections where heard_at is not null order by heard_at desc limit ${setsMax}) c
    cross join lateral (
      select measured_at, seconds, rtt_p50_ms from reports r
      where r.device_no = c.device_no and received_at > ${now - windowMs}::timestamptz
        and received_at <= ${now}::timestamptz and received_at - measured_at < ${freshMs} * interval '1 millisecond'
        and (loss_mean_percent is not null or cpu_mean_percent is not null)
    ) r`
  const [heard] = await sql`select ${latest} where rtt_p50_ms is not null limit 1`
  if (heard) return { sets: 1, since: null, isHeard: true }
  const [row] = await sql<{ sets: number; since: number | null }[]>`
    select count(distinct c.device_no)::int4 as sets, min(measured_at - seconds * interval '1 second') as since ${latest}`
  return { ...row!, isHeard: false }
}
