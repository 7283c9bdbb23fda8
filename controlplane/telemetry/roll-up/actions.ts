import { type RollUp, readingNames, readings } from '../../../protocol/report.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findOutages } from '../line/queries.ts'
import { reportDays } from '../partition/rules.ts'

const aggregates: Record<RollUp, (column: string) => string> = {
  mean: column =>
    asReal(`(sum(${column}::float8 * seconds) filter (where ${column} is not null)
    / nullif(sum(seconds::float8) filter (where ${column} is not null), 0))`),
  max: column => `max(${column})`,
  min: column => `min(${column})`,
}

/** What is too small for the column is nothing: one set that says so must not keep every hour from being rolled up. */
function asReal(value: string): string {
  return `case when abs(${value}) < 1e-37 then 0 else ${value} end`
}

const selected = readingNames.map(name => aggregates[readings[name].rollUp](`r.${name}`)).join(', ')
/** What a report says of loss does not count where the answers failed to come from us. */
const isOurs = `exists (select from line_outages o
  where o.from_at < r.measured_at and o.until_at > r.measured_at - r.seconds * interval '1 second')`
const selectedBesideOurs = selected.replaceAll(
  /r\.loss_\w+/g,
  name => `(case when ${isOurs} then null else ${name} end)`,
)
const updated = ['reports', 'seconds', ...readingNames].map(name => `${name} = excluded.${name}`).join(', ')

/**
 * Recomputes every (device, hour of measuring) of which a report came in since the last run, so that late reports
 * count. Hours of which reports are already forgotten keep what they have.
 */
export async function rollUpHours(sql: Database, now: number): Promise<void> {
  await sql.begin(async tx => {
    const [progress] = await tx<{ receivedUntil: number }[]>`
      select received_until as "receivedUntil" from roll_up_progress for update`
    const oldest = now - reportDays * 86_400_000
    const since = Math.max(progress?.receivedUntil ?? oldest, oldest)
    // Looked up for each report it costs as much as the rest, and most hours have none.
    const columns =
      (await findOutages(tx, { from: oldest, until: now })).length > 0 ? selectedBesideOurs : selected
    const parameters = [since, now, oldest].map(at => new Date(at).toISOString())
    await tx.unsafe(
      `with touched as (
        select distinct device_no, date_trunc('hour', measured_at, 'UTC') as hour from reports
        where received_at >= $1::timestamptz and received_at < $2::timestamptz and measured_at >= $3::timestamptz
      )
      insert into report_hours (device_no, hour, reports, seconds, ${readingNames.join(', ')})
      select t.device_no, t.hour, count(*), sum(r.seconds), ${columns}
      from touched t join reports r on r.device_no = t.device_no
        and r.received_at >= t.hour
        and r.measured_at >= t.hour and r.measured_at < t.hour + interval '1 hour'
      where r.received_at >= $3::timestamptz
      group by t.device_no, t.hour
      on conflict (device_no, hour) do update set ${updated}`,
      parameters,
    )
    await tx`
      insert into roll_up_progress (received_until) values (${now})
      on conflict (id) do update set received_until = excluded.received_until`
  })
}
