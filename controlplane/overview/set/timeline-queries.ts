import { type Day, dayAfter, startOf, todayAt } from '../../calendar/day/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { PresenceEntry, Timeline, TimelineEntry } from './series-api.ts'
import { foldBreaks } from './timeline-rules.ts'

type Asked = { day?: Day; kind?: 'presence' | 'fact' }
type Within = { from: number; until: number }

/** So many changes of a kind on one day are shown; the older ones of that day are left out. */
const entriesMax = 1000

/**
 * Presence and facts as they changed on one day, newest first: the day that is named, or the last one on which anything
 * changed. `next`: the day before on which something did.
 */
export async function findTimeline(
  sql: Database,
  deviceNo: number,
  { day: named, kind }: Asked,
  now: number,
): Promise<Timeline> {
  const day = named ?? (await findDayBefore(sql, deviceNo, now + 1)) ?? todayAt(now)
  const within = { from: startOf(day), until: Math.min(startOf(dayAfter({ day }).day), now + 1) }
  const [presence, facts, next] = await Promise.all([
    kind === 'fact' ? [] : findPresenceEntries(sql, deviceNo, within),
    kind === 'presence' ? [] : findFactEntries(sql, deviceNo, within),
    findDayBefore(sql, deviceNo, within.from),
  ])
  const entries: TimelineEntry[] = [...foldBreaks(presence), ...facts]
  return { day, entries: entries.sort((a, b) => b.at - a.at), next }
}

/** The last day before an instant on which something changed; null: none. */
async function findDayBefore(sql: Database, deviceNo: number, until: number): Promise<Day | null> {
  const [row] = await sql<{ at: number | null }[]>`
    select greatest(
      (select max(at) from presence_history where device_no = ${deviceNo} and at < ${until}),
      (select max(measured_at) from fact_history where device_no = ${deviceNo} and measured_at < ${until})
    ) as at`
  return row?.at == null ? null : todayAt(row.at)
}

function findPresenceEntries(
  sql: Database,
  deviceNo: number,
  { from, until }: Within,
): Promise<PresenceEntry[]> {
  return sql<PresenceEntry[]>`
    select 'presence' as kind, at, presence as state, cause from presence_history
    where device_no = ${deviceNo} and at >= ${from} and at < ${until} order by at desc limit ${entriesMax}`
}

/** A fact that is said again unchanged is not a change. */
function findFactEntries(
  sql: Database,
  deviceNo: number,
  { from, until }: Within,
): Promise<Extract<TimelineEntry, { kind: 'fact' }>[]> {
  return sql<Extract<TimelineEntry, { kind: 'fact' }>[]>`
    select 'fact' as kind, at, name, value, "receivedAt", uncertain from (
      select measured_at as at, name, value, received_at as "receivedAt", uncertain,
        lag(value) over (partition by name order by measured_at, epoch, seq) as was,
        row_number() over (partition by name order by measured_at, epoch, seq) as nth
      from fact_history where device_no = ${deviceNo}
    ) h
    where at >= ${from} and at < ${until} and (nth = 1 or value is distinct from was)
    order by at desc limit ${entriesMax}`
}
