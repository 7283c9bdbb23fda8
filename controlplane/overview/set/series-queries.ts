import { type ReadingName, readingNames } from '../../../protocol/report.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import { withoutOurLoss } from '../../telemetry/line/rules.ts'
import { type Series, type Span, spanMs, type TimelineEntry } from './series-api.ts'
import { type Point, presenceStretches, withGaps } from './series-rules.ts'

type ReadingRow = { at: number; seconds: number } & Record<ReadingName, number | null>
type Change = { at: number; presence: PresenceState }

const timelinePage = 50

/** The numbers and presence of one device over the last hour, day or week before `now`. */
export async function findSeries(
  sql: Database,
  deviceNo: number | null,
  span: Span,
  now: number,
): Promise<Series> {
  const from = now - spanMs[span]
  const rollUp = span === 'week'
  const [rows, presence] = await Promise.all([
    deviceNo === null
      ? []
      : rollUp
        ? findHours(sql, deviceNo, from, now)
        : findReports(sql, deviceNo, from, now),
    deviceNo === null ? presenceStretches([], 'unheard', from, now) : findPresence(sql, deviceNo, from, now),
  ])
  const points = withGaps(rows.map(asPoint), readingNames.length)
  const values = Object.fromEntries(
    readingNames.map((name, index) => [name, points.map(point => point.values[index] ?? null)]),
  ) as Series['values']
  return { from, to: now, rollUp, at: points.map(({ at }) => at), values, presence }
}

function asPoint({ at, seconds, ...readings }: ReadingRow): Point {
  return { at, seconds, values: readingNames.map(name => readings[name]) }
}

async function findReports(
  sql: Database,
  deviceNo: number,
  from: number,
  until: number,
): Promise<ReadingRow[]> {
  const [rows, outages] = await Promise.all([
    sql<ReadingRow[]>`
      select measured_at as at, seconds, ${sql(readingNames)} from reports
      where device_no = ${deviceNo} and received_at >= ${from} and measured_at >= ${from}
      order by measured_at`,
    findOutages(sql, { from, until }),
  ])
  return rows.map(row => withoutOurLoss({ ...row, measuredAt: row.at }, outages))
}

/** Each hour stands at its end; the hour that runs ends now. */
function findHours(sql: Database, deviceNo: number, from: number, now: number): Promise<ReadingRow[]> {
  return sql<ReadingRow[]>`
    select least(hour + interval '1 hour', ${now}::timestamptz) as at, 3600::real as seconds, ${sql(readingNames)}
    from report_hours where device_no = ${deviceNo} and hour >= ${from} order by hour`
}

async function findPresence(sql: Database, deviceNo: number, from: number, to: number) {
  const changes = await sql<Change[]>`
    (select at, presence from presence_history
      where device_no = ${deviceNo} and at <= ${from} order by at desc limit 1)
    union all
    (select at, presence from presence_history
      where device_no = ${deviceNo} and at > ${from} order by at)`
  return presenceStretches(changes, 'unheard', from, to)
}

type Entry = { at: number; kind: 'presence' | 'fact' } & Record<string, unknown>

/**
 * Presence and facts as they changed before `until`, newest first. A fact that is said again unchanged is not a
 * change. A page ends between two instants, because one hello changes many facts at once.
 */
export async function findTimeline(
  sql: Database,
  deviceNo: number,
  until: number,
  kind: 'presence' | 'fact' | undefined,
): Promise<{ entries: TimelineEntry[]; next: number | null }> {
  const [presence, facts] = await Promise.all([
    kind === 'fact' ? [] : findPresenceEntries(sql, deviceNo, until),
    kind === 'presence' ? [] : findFactEntries(sql, deviceNo, until),
  ])
  const all = [...presence, ...facts].sort((a, b) => b.at - a.at) as (Entry & TimelineEntry)[]
  const cut = all[timelinePage]
  if (cut === undefined) return { entries: all, next: null }
  return { entries: all.filter(({ at }) => at > cut.at), next: cut.at + 1 }
}

function findPresenceEntries(sql: Database, deviceNo: number, until: number): Promise<Entry[]> {
  return sql<Entry[]>`
    select 'presence' as kind, at, presence as state, cause from presence_history
    where device_no = ${deviceNo} and at < ${until} order by at desc limit ${timelinePage + 1}`
}

function findFactEntries(sql: Database, deviceNo: number, until: number): Promise<Entry[]> {
  return sql<Entry[]>`
    select 'fact' as kind, at, name, value, "receivedAt", uncertain from (
      select measured_at as at, name, value, received_at as "receivedAt", uncertain,
        lag(value) over (partition by name order by measured_at, epoch, seq) as was,
        row_number() over (partition by name order by measured_at, epoch, seq) as nth
      from fact_history where device_no = ${deviceNo}
    ) h
    where at < ${until} and (nth = 1 or value is distinct from was)
    order by at desc limit ${timelinePage + 1}`
}
