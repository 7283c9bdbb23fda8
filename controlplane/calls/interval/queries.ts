import type { CallFact } from '../../../protocol/call.ts'
import { type CivilDay, dayAfter, startOf } from '../../calendar/day/rules.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { CallTold } from '../side/rules.ts'
import type { Stretch } from '../time/rules.ts'
import type { PresenceTold } from './rules.ts'

/** A trajectory of which something of a call was told, and an instant of the day that it is about. */
export type Touched = { code: string; at: number }

/**
 * Of which trajectories a fact of a call came between these receipts, or a call was going on when that was looked at last
 * (`from`): a set may be gone since. ms since 1970 UTC.
 */
export function findTouched(tx: Transaction, { from, until }: Stretch, oldest: number): Promise<Touched[]> {
  return tx<Touched[]>`
    select t.code, h.measured_at as at
    from fact_history h join devices d using (device_no) join pair_sets p on p.set_id = d.set_id
    join trajectories t on t.id = p.trajectory_id
    where h.name = 'call' and h.received_at >= ${from}::timestamptz and h.received_at < ${until}::timestamptz
      and h.measured_at >= ${oldest}::timestamptz
      and p.from_at <= h.measured_at and (p.until_at is null or p.until_at > h.measured_at)
    union
    select t.code, i.from_at from call_intervals i join trajectories t on t.id = i.trajectory_id
    where i.until_at >= ${from}::timestamptz`
}

/** A device that served a side, and from when until when. */
export type Served = {
  code: string
  id: string
  side: SetKind
  deviceNo: number
  from: number
  until: number | null
}

/** Who served these trajectories on a day. `id`: of the trajectory. */
export function findServed(tx: Transaction, codes: readonly string[], day: CivilDay): Promise<Served[]> {
  const { from, until } = stretchOf(day)
  return tx<Served[]>`
    select t.code, t.id, p.side, d.device_no as "deviceNo", p.from_at as from, p.until_at as until
    from trajectories t join pair_sets p on p.trajectory_id = t.id join devices d on d.set_id = p.set_id
    where t.code = any(${[...codes]}::text[]) and p.from_at < ${until}::timestamptz
      and (p.until_at is null or p.until_at > ${from}::timestamptz)`
}

/** What these devices told of calls on a day, by clocks that are known, and what was known of their links. */
export async function findTold(
  tx: Transaction,
  deviceNos: readonly number[],
  day: CivilDay,
): Promise<{ calls: Map<number, CallTold[]>; presence: Map<number, PresenceTold[]> }> {
  const { from, until } = stretchOf(day)
  const numbers = numberArray(deviceNos)
  const [facts, presence] = await Promise.all([
    tx<{ deviceNo: number; fact: CallFact; measuredAt: number }[]>`
      select device_no as "deviceNo", value as fact, measured_at as "measuredAt" from fact_history
      where device_no = any(${numbers}::int4[]) and name = 'call' and not uncertain
        and measured_at >= ${from}::timestamptz and measured_at < ${until}::timestamptz`,
    tx<(PresenceTold & { deviceNo: number })[]>`
      select device_no as "deviceNo", at, presence from presence_history
      where device_no = any(${numbers}::int4[]) and at >= ${from}::timestamptz and at < ${until}::timestamptz`,
  ])
  return {
    calls: Map.groupBy(facts, ({ deviceNo }) => deviceNo),
    presence: Map.groupBy(presence, ({ deviceNo }) => deviceNo),
  }
}

/** When both sides of a trajectory were in a call at once, in order. */
export function findSessions(
  sql: Database | Transaction,
  code: string,
  { from, until }: Stretch,
): Promise<Stretch[]> {
  return sql<Stretch[]>`
    select s.from_at as from, s.until_at as until from call_sessions s join trajectories t on t.id = s.trajectory_id
    where t.code = ${code} and s.until_at > ${from}::timestamptz and s.from_at < ${until}::timestamptz
    order by s.from_at`
}

/** A day as its clock runs. */
export function stretchOf(day: CivilDay): Stretch {
  return { from: startOf(day.day), until: startOf(dayAfter(day).day) }
}
