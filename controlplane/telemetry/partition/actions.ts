import type { Database } from '../../platform/postgres/database.ts'
import { historyDays, isExpired, neededPartitions, soonerForgotten } from './rules.ts'

const dayMs = 86_400_000

/** Makes the partitions that must exist at `now`. Runs at the start and every hour. */
export async function makePartitions(sql: Database, now: number): Promise<void> {
  for (const { name, from, to } of neededPartitions(now)) {
    // Names and bounds come from our own calendar; DDL takes no parameters.
    await sql.unsafe(`create table if not exists ${name} partition of reports
      for values from ('${new Date(from).toISOString()}') to ('${new Date(to).toISOString()}')`)
  }
}

/** Forgets what is older than its retention: reports by dropped partition, roll-ups and histories by row. */
export async function purgeTelemetry(sql: Database, now: number): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'reports'::regclass`
  const expired = rows.map(({ name }) => name).filter(name => isExpired(name, now))
  for (const name of expired) await sql.unsafe(`drop table ${name}`)
  const before = now - historyDays * dayMs
  await sql`delete from report_hours where hour < ${before}`
  await sql`delete from fact_history where received_at < ${before}`
  await sql`delete from check_history where received_at < ${before}`
  for (const { name, days } of soonerForgotten) {
    const sooner = now - days * dayMs
    await sql`delete from fact_history where name = ${name} and received_at < ${sooner}`
    await sql`delete from facts where name = ${name} and received_at < ${sooner}`
  }
  await sql`delete from line_outages where until_at < ${before}`
  return expired
}
