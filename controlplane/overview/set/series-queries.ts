import { type ReadingName, readingNames } from '../../../protocol/report.ts'
import { type Day, dayAfter, startOf } from '../../calendar/day/rules.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import { withoutOurLoss } from '../../telemetry/line/rules.ts'
import { reportDays } from '../../telemetry/partition/rules.ts'
import { findHours } from '../../telemetry/roll-up/queries.ts'
import { type Series, type Span, spanMs } from './series-api.ts'
import { type Point, presenceStretches, withGaps } from './series-rules.ts'

const hourSeconds = 3600
type ReadingRow = { at: number; seconds: number } & Record<ReadingName, number | null>
type Change = { at: number; presence: PresenceState }

type Asked = { span: Span; day?: Day }

/** Points lie further apart in what is longer, or so long ago that the reports themselves are forgotten. */
function periodOf({ span, day }: Asked, now: number): { from: number; to: number; rollUp: boolean } {
  if (day === undefined) return { from: now - spanMs[span], to: now, rollUp: span === 'week' }
  const from = startOf(day)
  const to = Math.max(from + 1, Math.min(now, startOf(dayAfter({ day }).day)))
  return { from, to, rollUp: now - from > (reportDays - 1) * spanMs.day }
}

/** The numbers and presence of one device over the last hour, day or week before `now`, or on one day. */
export async function findSeries(
  sql: Database,
  deviceNo: number | null,
  asked: Asked,
  now: number,
): Promise<Series> {
  const { from, to, rollUp } = periodOf(asked, now)
  const [rows, presence] = await Promise.all([
    deviceNo === null ? [] : (rollUp ? findHourly : findReports)(sql, deviceNo, from, to),
    deviceNo === null ? presenceStretches([], 'unheard', from, to) : findPresence(sql, deviceNo, from, to),
  ])
  const points = withGaps(rows.map(asPoint), readingNames.length)
  const values = Object.fromEntries(
    readingNames.map((name, index) => [name, points.map(point => point.values[index] ?? null)]),
  ) as Series['values']
  return { from, to, rollUp, at: points.map(({ at }) => at), values, presence }
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
      where device_no = ${deviceNo} and received_at >= ${from} and measured_at >= ${from} and measured_at <= ${until}
      order by measured_at`,
    findOutages(sql, { from, until }),
  ])
  return rows.map(row => withoutOurLoss({ ...row, measuredAt: row.at }, outages))
}

/** Each hour stands at its end; the hour that runs ends now. */
async function findHourly(
  sql: Database,
  deviceNo: number,
  from: number,
  until: number,
): Promise<ReadingRow[]> {
  const hours = await findHours(sql, deviceNo, { from, until })
  return hours.map(({ hour, ...readings }) => ({
    ...readings,
    at: Math.min(hour + hourSeconds * 1000, until),
    seconds: hourSeconds,
  }))
}

async function findPresence(sql: Database, deviceNo: number, from: number, to: number) {
  const changes = await sql<Change[]>`
    (select at, presence from presence_history
      where device_no = ${deviceNo} and at <= ${from} order by at desc limit 1)
    union all
    (select at, presence from presence_history
      where device_no = ${deviceNo} and at > ${from} and at < ${to} order by at)`
  return presenceStretches(changes, 'unheard', from, to)
}
