import { readingNames } from '../../../protocol/report.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findOutages } from '../line/queries.ts'
import { reportDays } from '../partition/rules.ts'
import { hoursOf } from './rules.ts'

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
    const hasOutages = (await findOutages(tx, { from: oldest, until: now })).length > 0
    const parameters = [since, now, oldest].map(at => new Date(at).toISOString())
    await tx.unsafe(
      `with touched as (
        select distinct device_no, date_trunc('hour', measured_at, 'UTC') as hour from reports
        where received_at >= $1::timestamptz and received_at < $2::timestamptz and measured_at >= $3::timestamptz
      )
      insert into report_hours (device_no, hour, reports, seconds, ${readingNames.join(', ')})
      ${hoursOf('touched', { oldest: '$3::timestamptz', hasOutages })}
      on conflict (device_no, hour) do update set ${updated}`,
      parameters,
    )
    await tx`
      insert into roll_up_progress (received_until) values (${now})
      on conflict (id) do update set received_until = excluded.received_until`
  })
}
