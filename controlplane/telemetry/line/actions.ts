import type { Log } from '../../platform/log.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findHearing } from './queries.ts'
import { judgeHearing, type Outage, type OutageCause } from './rules.ts'

/** Writes down times in which sets could not measure their line, by our doing. One that goes on is made longer. */
export async function recordOutages(
  sql: Database,
  cause: OutageCause,
  outages: readonly Outage[],
): Promise<{ isNew: boolean }> {
  let isNew = false
  for (const { from, until } of outages) {
    const longer = await sql`
      update line_outages set until_at = greatest(until_at, ${until}::timestamptz)
      where cause = ${cause} and from_at <= ${until}::timestamptz and until_at >= ${from}::timestamptz`
    if (longer.count > 0) continue
    isNew = true
    await sql`
      insert into line_outages (cause, from_at, until_at) values (${cause}, ${from}, ${until}) on conflict do nothing`
  }
  return { isNew }
}

/** Looks whether any set hears our responder, as far as sets asked it. */
export async function judgeLine(sql: Database, log: Log, now: number): Promise<void> {
  const outage = judgeHearing(await findHearing(sql, now), now)
  if (!outage) return
  const { isNew } = await recordOutages(sql, 'no_set_hears', [outage])
  if (isNew) log.warn({}, 'no set hears the STUN responder: is its UDP port open from outside?')
}
