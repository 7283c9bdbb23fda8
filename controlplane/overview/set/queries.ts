import { type ReadingName, readingNames } from '../../../protocol/report.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findChecks, findLastCheck } from '../../telemetry/check/queries.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import { isLossOurs, withoutOurLoss } from '../../telemetry/line/rules.ts'
import { findPairs } from '../board/whole-queries.ts'
import { breaksWithinMs } from '../rules.ts'
import type { SetDetail } from './api.ts'

type Head = Omit<
  SetDetail,
  'at' | 'place' | 'otherSide' | 'expected' | 'lesson' | 'device' | 'facts' | 'latest' | 'check' | 'checks'
> & {
  placeCode: string | null
  name: string | null
  municipality: string | null
  deviceNo: number | null
  deviceId: string
  deviceState: NonNullable<SetDetail['device']>['state']
  deviceRegisteredAt: number
  reportIntervalSeconds: number
}

/** Everything known of one set now; undefined: no set has this label. */
export async function findSet(
  sql: Database,
  label: string,
  now: number,
  lessons: Pick<LessonClock, 'expectationOf' | 'catchUp' | 'statusOf' | 'hereSince' | 'lessonAround'>,
): Promise<SetDetail | undefined> {
  const head = await findHead(sql, label, now)
  if (!head) return undefined
  const { placeCode, name, municipality, deviceNo, deviceId, deviceState, deviceRegisteredAt, ...rest } = head
  const { reportIntervalSeconds, ...known } = rest
  const [facts, latest, check, checks, pairs] = await Promise.all([
    deviceNo === null ? [] : findFacts(sql, deviceNo),
    deviceNo === null ? null : findLatest(sql, deviceNo, now),
    deviceNo === null ? null : findLastCheck(sql, deviceNo),
    deviceNo === null ? [] : findChecks(sql, deviceNo),
    findPairs({ sql, lessons }, { names: [label], now }),
  ])
  const sides = pairs.flatMap(({ home, school }) => [home, school])
  return {
    ...known,
    at: now,
    place: placeCode === null ? null : { code: placeCode, name, municipality },
    otherSide: sides.find(side => side !== null && side.set !== label) ?? null,
    expected: lessons.expectationOf(known, now).expected,
    lesson: known.trajectory === null ? null : lessons.statusOf(known.trajectory, now),
    device:
      deviceNo === null
        ? null
        : { id: deviceId, state: deviceState, registeredAt: deviceRegisteredAt, reportIntervalSeconds },
    facts,
    latest,
    check,
    checks,
  }
}

/** The short number of the device on a set; undefined: no such set, null: no device. */
export async function findDeviceNo(sql: Database, label: string): Promise<number | null | undefined> {
  const [row] = await sql<{ deviceNo: number | null }[]>`
    select d.device_no as "deviceNo" from sets s
    left join live_devices d on d.set_id = s.id
    where s.label = ${label}`
  return row?.deviceNo
}

async function findHead(sql: Database, label: string, now: number): Promise<Head | undefined> {
  const [head] = await sql<Head[]>`
    select s.label, s.kind, s.registered_at as "registeredAt", t.code as trajectory,
      coalesce((
        select json_agg(json_build_object('type', k.type, 'make', k.make, 'model', k.model, 'serial', k.serial)
          order by k.place)
        from components k where k.set_id = s.id
      ), '[]') as components,
      l.code as "placeCode", l.name, l.municipality,
      coalesce(c.presence, 'unheard') as presence, c.presence_since as "presenceSince", c.heard_at as "heardAt",
      nullif(c.presence_cause, 'registered') as "presenceCause", (
        select count(*)::int4 from presence_history h where h.device_no = d.device_no
          and h.presence = 'suspect' and h.at > ${now - breaksWithinMs}::timestamptz
      ) as breaks,
      coalesce(m.camera, 'unknown') as camera, coalesce(m.sound, 'unknown') as sound,
      coalesce(m.simulated, false) as simulated,
      d.device_no as "deviceNo", d.id as "deviceId", d.state as "deviceState",
      d.registered_at as "deviceRegisteredAt", c.report_interval_seconds as "reportIntervalSeconds"
    from sets s
    left join live_devices d on d.set_id = s.id
    left join connections c on c.device_no = d.device_no
    left join summaries m on m.device_no = d.device_no
    left join open_pairs p on p.set_id = s.id
    left join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    where s.label = ${label}`
  return head
}

async function findFacts(sql: Database, deviceNo: number): Promise<SetDetail['facts']> {
  const facts = await sql<SetDetail['facts']>`
    select name, value, measured_at as "measuredAt", received_at as "receivedAt", uncertain
    from facts where device_no = ${deviceNo} order by name`
  const blocked = facts.find(({ name, value }) => name === 'udp' && value === 'blocked')
  if (!blocked) return facts
  const measured = { measuredAt: blocked.measuredAt, seconds: udpSeconds }
  const from = blocked.measuredAt - udpSeconds * 1000
  const outages = await findOutages(sql, { from, until: blocked.measuredAt })
  // Our own silence is no network that holds something back.
  return isLossOurs(measured, outages)
    ? facts.map(fact => (fact === blocked ? { ...fact, value: null } : fact))
    : facts
}

/** A set says that UDP is held back after an interval without an answer. */
const udpSeconds = 60

type LatestRow = { measuredAt: number; receivedAt: number; seconds: number; flags: number } & Record<
  ReadingName,
  number | null
>

/** The report measured last of those that came in lately: a backlog that arrives now is not news. */
async function findLatest(sql: Database, deviceNo: number, now: number): Promise<SetDetail['latest']> {
  const [row] = await sql<LatestRow[]>`
    select measured_at as "measuredAt", received_at as "receivedAt", seconds, flags, ${sql(readingNames)}
    from reports where device_no = ${deviceNo} and received_at > ${now - 7 * 86_400_000}
    order by measured_at desc limit 1`
  if (!row) return null
  const from = row.measuredAt - row.seconds * 1000
  const outages = await findOutages(sql, { from, until: row.measuredAt })
  const { measuredAt, receivedAt, seconds, flags, ...readings } = withoutOurLoss(row, outages)
  return { measuredAt, receivedAt, seconds, flags, readings, isLossOurs: isLossOurs(row, outages) }
}
