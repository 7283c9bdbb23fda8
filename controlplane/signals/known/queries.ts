import { reportFlags } from '../../../protocol/report.ts'
import type { CallTold } from '../../calls/side/rules.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { FactRow, Parts } from './set-rules.ts'

/** The first lesson of an unbroken row of them began within this. */
const callsWithinMs = 43_200_000
const halfHourMs = 1_800_000
/** Checks of a lesson begin half an hour before it, and it may be asked for late. */
const checksWithinMs = 5_400_000
/** Enough to know since when a line is poor. */
const reportsMax = 12

/** What sets say of themselves that a rule looks at. */
export const judgedFacts = [
  ...['camera_1', 'camera_2', 'camera_3', 'camera_4', 'audio_in', 'audio_out'],
  ...['on_charge', 'call', 'udp'],
]

type Device = { deviceNo: number; label: string }

/** Reads all that rules know of these devices, by number; for fifty pairs some milliseconds. `now`: ms since 1970 UTC. */
export async function findParts(
  tx: Transaction,
  devices: readonly Device[],
  now: number,
): Promise<Map<number, Parts>> {
  const nos = numberArray(devices.map(({ deviceNo }) => deviceNo))
  const labels = devices.map(({ label }) => label)
  const [facts, calls, reports, checks, breaks, starts, helps] = await Promise.all([
    findFacts(tx, nos),
    findCalls(tx, nos, now),
    findReports(tx, nos, now),
    findChecks(tx, nos, now),
    findBreaks(tx, nos, now),
    findStarts(tx, nos, now),
    findHelps(tx, labels),
  ])
  const parts = ({ deviceNo, label }: Device): Parts => ({
    facts: facts.get(deviceNo) ?? [],
    calls: calls.get(deviceNo) ?? [],
    reports: reports.get(deviceNo) ?? [],
    checks: checks.get(deviceNo) ?? [],
    breaks: breaks.get(deviceNo) ?? [],
    starts: (starts.get(deviceNo) ?? []).map(({ at }) => at),
    help: helps.get(label) ?? null,
  })
  return new Map(devices.map(device => [device.deviceNo, parts(device)]))
}

type Of<Row> = Row & { deviceNo: number }

function byDevice<Row>(rows: readonly Of<Row>[]): Map<number, Of<Row>[]> {
  return Map.groupBy(rows, ({ deviceNo }) => deviceNo)
}

async function findFacts(tx: Transaction, nos: string) {
  return byDevice(
    await tx<Of<FactRow>[]>`
      select device_no as "deviceNo", name, value, measured_at as "measuredAt", received_at as "receivedAt" from facts
      where device_no = any(${nos}::int4[]) and name = any(${judgedFacts}::text[])`,
  )
}

async function findCalls(tx: Transaction, nos: string, now: number) {
  return byDevice(
    await tx<Of<CallTold>[]>`
      select device_no as "deviceNo", value as fact, measured_at as "measuredAt" from fact_history
      where device_no = any(${nos}::int4[]) and measured_at > ${now - callsWithinMs}::timestamptz and name = 'call'`,
  )
}

async function findReports(tx: Transaction, nos: string, now: number) {
  return byDevice(
    await tx<Of<Parts['reports'][number]>[]>`
      select d.device_no as "deviceNo", r.*
      from unnest(${nos}::int4[]) as d(device_no) cross join lateral (
        select measured_at as "measuredAt", received_at as "receivedAt", seconds,
          flags & ${reportFlags.throttled} <> 0 as "isThrottled", loss_mean_percent, loss_max_percent, rtt_p50_ms, jitter_ms,
          signal_min_dbm, battery_percent, disk_free_percent, cpu_mean_percent, temperature_max_celsius, clock_offset_ms
        from reports where device_no = d.device_no and received_at > ${now - halfHourMs}::timestamptz
        order by received_at desc limit ${reportsMax}
      ) r`,
  )
}

async function findChecks(tx: Transaction, nos: string, now: number) {
  return byDevice(
    await tx<Of<Parts['checks'][number]>[]>`
      select device_no as "deviceNo", measured_at as "measuredAt", trigger, verdict, codes from check_history
      where device_no = any(${nos}::int4[]) and measured_at > ${now - checksWithinMs}::timestamptz and not uncertain
      order by measured_at desc`,
  )
}

async function findBreaks(tx: Transaction, nos: string, now: number) {
  return byDevice(
    await tx<Of<{ at: number; cause: string }>[]>`
      select device_no as "deviceNo", at, cause from presence_history
      where device_no = any(${nos}::int4[]) and presence = 'suspect' and at > ${now - halfHourMs}::timestamptz
      order by at desc`,
  )
}

async function findStarts(tx: Transaction, nos: string, now: number) {
  return byDevice(
    await tx<Of<{ at: number }>[]>`
      select device_no as "deviceNo", at from device_starts
      where device_no = any(${nos}::int4[]) and at > ${now - halfHourMs}::timestamptz order by at desc`,
  )
}

/** When we heard that somebody asks for help at these sets, until a person closes it. */
async function findHelps(tx: Transaction, labels: string[]): Promise<Map<string, number>> {
  const rows = await tx<{ label: string; openedAt: number }[]>`
    select s.label, c.opened_at as "openedAt" from help_cases c join sets s on s.id = c.set_id
    where s.label = any(${labels}::text[]) and c.closed_at is null and c.withdrawn_at is null`
  return new Map(rows.map(({ label, openedAt }) => [label, openedAt]))
}
