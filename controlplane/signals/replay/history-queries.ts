import { reportFlags } from '../../../protocol/report.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { judgedFacts } from '../known/queries.ts'
import type { Source } from './rules.ts'
import type { SetHistory } from './set-rules.ts'

/** `nos`: of devices. What came between two instants, ms since 1970 UTC. */
type Asked = { nos: readonly number[]; from: number; until: number; wanted: readonly Source[] }
type Where = { nos: string; from: number; until: number }
type History = Omit<SetHistory, 'link'>
type Row<Name extends keyof History> = { deviceNo: number; what: History[Name][number] }

/** So long before the time that is asked for, what was known when it began came at most; ms. */
const beforeMs = 5_400_000

/** Reads what is kept of these devices, by number, in the order in which it came. */
export async function findHistories(
  tx: Transaction,
  { nos: wantedNos, from, until, wanted }: Asked,
): Promise<Map<number, History>> {
  const where = { nos: numberArray(wantedNos), from, until }
  const read = async <Name extends keyof History>(
    source: Source | undefined,
    find: (tx: Transaction, where: Where) => Promise<Row<Name>[]>,
  ) => {
    const isRead = source === undefined || wanted.includes(source)
    const rows = Map.groupBy(isRead ? await find(tx, where) : [], ({ deviceNo }) => deviceNo)
    return (no: number) => (rows.get(no) ?? []).map(({ what }) => what)
  }
  const presence = await read<'presence'>(undefined, findPresence)
  const facts = await read<'facts'>('facts', findFacts)
  const reports = await read<'reports'>('reports', findReports)
  const checks = await read<'checks'>('checks', findChecks)
  const starts = await read<'starts'>('starts', findStarts)
  const helps = await read<'helps'>('help', findHelps)
  const states = await read<'states'>('devices', findStates)
  const certificates = await read<'certificates'>('devices', findCertificates)
  return new Map(
    wantedNos.map(no => [
      no,
      {
        presence: presence(no),
        facts: facts(no),
        reports: reports(no),
        checks: checks(no),
        starts: starts(no),
        helps: helps(no),
        states: states(no),
        certificates: certificates(no),
      },
    ]),
  )
}

/** With when each was heard last before a move, as far as its reports tell. */
async function findPresence(tx: Transaction, { nos, from, until }: Where): Promise<Row<'presence'>[]> {
  const rows = await tx<(History['presence'][number] & { deviceNo: number })[]>`
    select p.device_no as "deviceNo", p.at, p.presence, p.cause, (
      select max(r.received_at) from reports r
      where r.device_no = p.device_no and r.received_at <= p.at and r.received_at > p.at - interval '1 hour'
    ) as "heardAt"
    from unnest(${nos}::int4[]) as d(device_no) cross join lateral (
      (select * from presence_history where device_no = d.device_no and at <= ${from}::timestamptz
        order by at desc limit 1)
      union all
      select * from presence_history
      where device_no = d.device_no and at > ${from}::timestamptz and at <= ${until}::timestamptz
    ) p order by p.at`
  return rows.map(({ deviceNo, ...what }) => ({ deviceNo, what }))
}

async function findFacts(tx: Transaction, { nos, from, until }: Where): Promise<Row<'facts'>[]> {
  const names = [...judgedFacts, 'report_interval_seconds']
  const rows = await tx<(History['facts'][number] & { deviceNo: number })[]>`
    with named as (
      select device_no, name, value, measured_at, received_at, epoch, seq from fact_history
      where device_no = any(${nos}::int4[]) and name = any(${names}::text[]) and received_at <= ${until}::timestamptz
    )
    select device_no as "deviceNo", name, value, measured_at as "measuredAt", received_at as "receivedAt", epoch, seq
    from (
      select * from named where received_at > ${from}::timestamptz
      union all
      (select distinct on (device_no, name) * from named where received_at <= ${from}::timestamptz
        order by device_no, name, epoch desc, seq desc)
    ) f order by received_at, epoch, seq`
  return rows.map(({ deviceNo, ...what }) => ({ deviceNo, what }))
}

async function findReports(tx: Transaction, { nos, from, until }: Where): Promise<Row<'reports'>[]> {
  const rows = await tx<(History['reports'][number] & { deviceNo: number })[]>`
    select device_no as "deviceNo", measured_at as "measuredAt", received_at as "receivedAt", seconds,
      flags & ${reportFlags.throttled} <> 0 as "isThrottled", loss_mean_percent, loss_max_percent, rtt_p50_ms, jitter_ms, signal_min_dbm, battery_percent,
      disk_free_percent, cpu_mean_percent, temperature_max_celsius, clock_offset_ms
    from reports
    where device_no = any(${nos}::int4[]) and received_at > ${from - beforeMs}::timestamptz
      and received_at <= ${until}::timestamptz
    order by received_at`
  return rows.map(row => ({ deviceNo: row.deviceNo, what: row }))
}

async function findChecks(tx: Transaction, { nos, from, until }: Where): Promise<Row<'checks'>[]> {
  const rows = await tx<(History['checks'][number] & { deviceNo: number })[]>`
    select device_no as "deviceNo", measured_at as "measuredAt", received_at as "receivedAt", trigger, verdict, codes
    from check_history
    where device_no = any(${nos}::int4[]) and measured_at > ${from - beforeMs}::timestamptz
      and received_at <= ${until}::timestamptz and not uncertain
    order by received_at`
  return rows.map(({ deviceNo, ...what }) => ({ deviceNo, what }))
}

async function findStarts(tx: Transaction, { nos, from, until }: Where): Promise<Row<'starts'>[]> {
  const rows = await tx<{ deviceNo: number; at: number }[]>`
    select device_no as "deviceNo", at from device_starts
    where device_no = any(${nos}::int4[]) and at > ${from - beforeMs}::timestamptz and at <= ${until}::timestamptz
    order by at`
  return rows.map(({ deviceNo, at }) => ({ deviceNo, what: at }))
}

async function findHelps(tx: Transaction, { nos, from, until }: Where): Promise<Row<'helps'>[]> {
  const rows = await tx<(History['helps'][number] & { deviceNo: number })[]>`
    select d.device_no as "deviceNo", c.opened_at as "openedAt",
      least(c.closed_at, c.withdrawn_at) as "endedAt"
    from help_cases c join live_devices d using (set_id)
    where d.device_no = any(${nos}::int4[]) and c.opened_at <= ${until}::timestamptz
      and coalesce(least(c.closed_at, c.withdrawn_at), ${until}::timestamptz) >= ${from}::timestamptz
    order by c.opened_at`
  return rows.map(({ deviceNo, ...what }) => ({ deviceNo, what }))
}

async function findStates(tx: Transaction, { nos, until }: Where): Promise<Row<'states'>[]> {
  const rows = await tx<(History['states'][number] & { deviceNo: number })[]>`
    select device_no as "deviceNo", at, state from device_history
    where device_no = any(${nos}::int4[]) and at <= ${until}::timestamptz order by at`
  return rows.map(({ deviceNo, ...what }) => ({ deviceNo, what }))
}

async function findCertificates(tx: Transaction, { nos, until }: Where): Promise<Row<'certificates'>[]> {
  const rows = await tx<(History['certificates'][number] & { deviceNo: number })[]>`
    select device_no as "deviceNo", issued_at as "issuedAt", not_after as "notAfter" from certificates
    where device_no = any(${nos}::int4[]) and issued_at <= ${until}::timestamptz order by issued_at`
  return rows.map(({ deviceNo, ...what }) => ({ deviceNo, what }))
}
