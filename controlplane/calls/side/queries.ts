import type { CallFact } from '../../../protocol/call.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import type { LineReport } from '../line/rules.ts'
import type { KnownPair } from '../pair/rules.ts'
import { type CallTold, callRun, type KnownSide } from './rules.ts'

type Sql = Database | Transaction

/** So much of a line and of a call plays a part in a verdict. */
const reportsMax = 12
const reportsMs = 1_800_000
const callsMs = 43_200_000

/** `providersDown`, `troubledSince`: storms that are known. `now`: ms since 1970 UTC. */
type Asked = {
  codes: readonly string[]
  providersDown: ReadonlySet<string>
  troubledSince: number | null
  now: number
}

type Row = Omit<KnownSide, 'call' | 'reports' | 'isProviderDown'> & {
  code: string
  side: SetKind | null
  deviceNo: number
  provider: string | null
  fact: CallFact | null
  factAt: number | null
  factReceivedAt: number | null
}

/** All that is known of these pairs, by the codes of their trajectories; in a handful of questions, however many. */
export async function findKnownPairs(sql: Sql, asked: Asked): Promise<Map<string, KnownPair>> {
  const { codes, providersDown, troubledSince, now } = asked
  const rows = await findSides(sql, codes, now)
  const deviceNos = rows.map(({ deviceNo }) => deviceNo)
  const [reports, calls, outages, graceUntil] = await Promise.all([
    findReports(sql, deviceNos, now),
    findCalls(sql, deviceNos, now),
    findOutages(sql, { from: now - reportsMs, until: now }),
    findGrace(sql),
  ])
  const sideOf = (row: Row | undefined): KnownSide | null => {
    if (!row) return null
    const { code: _, side: _side, deviceNo, provider, fact, factAt, factReceivedAt, ...known } = row
    const last = fact !== null && factAt !== null ? { fact, measuredAt: factAt } : undefined
    const told = (calls.get(deviceNo) ?? []).filter(one => last && one.measuredAt < last.measuredAt)
    return {
      ...known,
      call: last ? { ...last, receivedAt: factReceivedAt ?? 0, ...callRun([...told, last]) } : null,
      reports: reports.get(deviceNo) ?? [],
      isProviderDown: provider !== null && providersDown.has(provider),
    }
  }
  const of = Map.groupBy(rows, ({ code }) => code)
  return new Map(
    codes.map(code => {
      const sides = of.get(code) ?? []
      const side = (kind: SetKind) => sideOf(sides.find(one => one.side === kind))
      const trouble = { graceUntil, troubledSince }
      return [code, { home: side('home'), school: side('school'), trouble, outages }]
    }),
  )
}

function findSides(sql: Sql, codes: readonly string[], now: number): Promise<Row[]> {
  return sql<Row[]>`
    select t.code, p.side, d.device_no as "deviceNo", l.provider,
      c.presence, c.presence_since as "presenceSince", c.heard_at as "heardAt",
      c.report_interval_seconds as "reportIntervalSeconds",
      f.value as fact, f.measured_at as "factAt", f.received_at as "factReceivedAt", u.value as udp,
      coalesce(m.sound, 'unknown') as sound, m.sound_since as "soundSince",
      (
        select max(h.last_press_at) from help_cases h
        where h.set_id = p.set_id and h.closed_at is null and h.withdrawn_at is null
      ) as "helpSince",
      case p.side when 'home' then (
        select max(y.from_at) from day_changes y
        where y.trajectory_id = t.id and y.kind = 'here' and y.said_by <> 'teacher' and y.withdrawn_at is null
          and y.from_at <= ${now}::timestamptz and (y.until_at is null or y.until_at > ${now}::timestamptz)
      ) end as "hereSince"
    from trajectories t join open_pairs p on p.trajectory_id = t.id
    join live_devices d on d.set_id = p.set_id join connections c using (device_no)
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    left join facts f on f.device_no = d.device_no and f.name = 'call'
    left join facts u on u.device_no = d.device_no and u.name = 'udp'
    left join summaries m on m.device_no = d.device_no
    where t.code = any(${[...codes]}::text[])`
}

async function findReports(
  sql: Sql,
  deviceNos: readonly number[],
  now: number,
): Promise<Map<number, LineReport[]>> {
  const rows = await sql<(LineReport & { deviceNo: number })[]>`
    select d.device_no as "deviceNo", r.* from unnest(${numberArray(deviceNos)}::int4[]) as d(device_no)
    cross join lateral (
      select measured_at as "measuredAt", seconds, loss_mean_percent, loss_max_percent, rtt_p50_ms, jitter_ms
      from reports r where r.device_no = d.device_no
        and r.received_at > ${now - reportsMs}::timestamptz and r.received_at <= ${now}::timestamptz
      order by r.received_at desc limit ${reportsMax}
    ) r`
  return Map.groupBy(rows, ({ deviceNo }) => deviceNo)
}

async function findCalls(
  sql: Sql,
  deviceNos: readonly number[],
  now: number,
): Promise<Map<number, CallTold[]>> {
  const rows = await sql<(CallTold & { deviceNo: number })[]>`
    select device_no as "deviceNo", value as fact, measured_at as "measuredAt" from fact_history
    where device_no = any(${numberArray(deviceNos)}::int4[]) and name = 'call'
      and measured_at > ${now - callsMs}::timestamptz`
  return Map.groupBy(rows, ({ deviceNo }) => deviceNo)
}

async function findGrace(sql: Sql): Promise<number | null> {
  const [tick] = await sql<{ graceUntil: number }[]>`select grace_until as "graceUntil" from presence_tick`
  return tick?.graceUntil ?? null
}
