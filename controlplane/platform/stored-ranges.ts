import type { StoredRange } from '../../protocol/envelope.ts'
import { numberArray } from './arrays.ts'
import type { EpochClock } from './corrected-time.ts'
import type { Database, Transaction } from './database.ts'

/** The identity of a numbered message. */
export type Numbered = { device: { no: number }; epoch: number; seq: number }

type StreamRow = { deviceNo: number; epoch: number } & EpochClock
type PresentOffset = { deviceNo: number; presentOffsetMs: number }

/** The clocks of every (device, epoch) of a batch, keyed by `streamKey`. */
export type Clocks = Map<string, EpochClock & { presentOffsetMs: number | null }>

export function streamKey(deviceNo: number, epoch: number): string {
  return `${deviceNo} ${epoch}`
}

/**
 * Makes the rows of streams that are not there yet (in key order, so that replicas cannot block each other) and reads
 * their clocks. An epoch below the outbox floor gets no row: whatever still comes from it is stored or given up.
 */
export async function openStreams(tx: Transaction, messages: readonly Numbered[]): Promise<Clocks> {
  const streams = new Map(
    messages.map(({ device, epoch }) => [streamKey(device.no, epoch), [device.no, epoch]]),
  )
  const devices = numberArray([...streams.values()].map(([deviceNo]) => deviceNo))
  const epochs = numberArray([...streams.values()].map(([, epoch]) => epoch))
  await tx`
    insert into stored_ranges (device_no, epoch)
    select i.device_no, i.epoch from unnest(${devices}::int4[], ${epochs}::int4[]) as i(device_no, epoch)
    where not exists (
      select from outbox_floors f where f.device_no = i.device_no and f.epoch > i.epoch
    )
    order by 1, 2
    on conflict do nothing`
  const rows = await tx<StreamRow[]>`
    select s.device_no as "deviceNo", s.epoch, s.clock_offset_ms as "offsetMs", s.up_zero_at as "upZeroAt"
    from stored_ranges s
    join unnest(${devices}::int4[], ${epochs}::int4[]) as i(device_no, epoch) using (device_no, epoch)`
  const present = await tx<PresentOffset[]>`
    select distinct on (device_no) device_no as "deviceNo", clock_offset_ms as "presentOffsetMs"
    from stored_ranges
    where device_no = any(${devices}::int4[]) and clock_offset_ms is not null
    order by device_no, epoch desc`
  const offsets = new Map(present.map(row => [row.deviceNo, row.presentOffsetMs]))
  return new Map(
    rows.map(({ deviceNo, epoch, offsetMs, upZeroAt }) => [
      streamKey(deviceNo, epoch),
      { offsetMs, upZeroAt, presentOffsetMs: offsets.get(deviceNo) ?? null },
    ]),
  )
}

/**
 * Adds the numbers of a batch to the stored ranges and tells which were there already, as indexes into `messages`.
 * The rows stay locked until the transaction ends, so that no other can store the same number.
 */
export async function claimNumbers(tx: Transaction, messages: readonly Numbered[]): Promise<Set<number>> {
  const known = await tx<{ index: number }[]>`
    with input as (
      select * from unnest(
        ${numberArray(messages.map(message => message.device.no))}::int4[],
        ${numberArray(messages.map(message => message.epoch))}::int4[],
        ${numberArray(messages.map(message => message.seq))}::int8[]
      ) with ordinality as i(device_no, epoch, seq, place)
    ),
    locked as (
      select device_no, epoch, stored from stored_ranges
      where (device_no, epoch) in (select device_no, epoch from input)
      order by device_no, epoch
      for update
    ),
    fresh as (
      select distinct on (i.device_no, i.epoch, i.seq) i.device_no, i.epoch, i.seq, i.place
      from input i join locked l using (device_no, epoch)
      where not l.stored @> i.seq
      order by i.device_no, i.epoch, i.seq, i.place
    ),
    extended as (
      update stored_ranges s set stored = s.stored + f.added
      from (
        select device_no, epoch, range_agg(int8range(seq, seq, '[]')) as added
        from fresh group by device_no, epoch
      ) f
      where s.device_no = f.device_no and s.epoch = f.epoch
    )
    select (place - 1)::int4 as index from input
    where not exists (select from fresh f where f.place = input.place)`
  return new Set(known.map(row => row.index))
}

/** What a hello says of its stream. */
export type StreamHello = {
  deviceNo: number
  epoch: number
  receivedAt: number
  at: number
  up: number
  lastSeq: number
  /** The lowest number the device still holds; null: it holds nothing. */
  oldest: readonly [epoch: number, seq: number] | null
}

/**
 * Takes over the clock of a run and forgets what can never be asked for again: streams below the oldest number that
 * the device holds, and the holes below it.
 */
export async function recordStreamHello(tx: Transaction, hello: StreamHello): Promise<void> {
  const { deviceNo, epoch, receivedAt, at, up } = hello
  const [floorEpoch, floorSeq] = hello.oldest ?? [epoch, hello.lastSeq + 1]
  await tx`
    insert into stored_ranges (device_no, epoch, clock_offset_ms, up_zero_at)
    values (${deviceNo}, ${epoch}, ${receivedAt - at}, ${receivedAt - up})
    on conflict (device_no, epoch)
    do update set clock_offset_ms = excluded.clock_offset_ms, up_zero_at = excluded.up_zero_at`
  await tx`
    update stored_ranges set up_zero_at = null
    where device_no = ${deviceNo} and epoch < ${epoch} and up_zero_at is not null`
  await tx`
    insert into outbox_floors (device_no, epoch, seq) values (${deviceNo}, ${floorEpoch}, ${floorSeq})
    on conflict (device_no) do update set epoch = excluded.epoch, seq = excluded.seq
    where (outbox_floors.epoch, outbox_floors.seq) < (excluded.epoch, excluded.seq)`
  await tx`delete from stored_ranges where device_no = ${deviceNo} and epoch < ${floorEpoch}`
  await tx`
    update stored_ranges set stored = stored + int8multirange(int8range(0, ${floorSeq}))
    where device_no = ${deviceNo} and epoch = ${floorEpoch} and not stored @> int8range(0, ${floorSeq})`
}

/** The lowest stored ranges of a device from its oldest waiting number on, at most `max`. */
export async function findStoredRanges(
  sql: Database | Transaction,
  deviceNo: number,
  max: number,
): Promise<StoredRange[]> {
  const rows = await sql<{ epoch: number; first: number; last: number }[]>`
    select s.epoch, lower(r) as first, upper(r) - 1 as last
    from stored_ranges s cross join lateral unnest(s.stored) as r
    where s.device_no = ${deviceNo}
    order by s.epoch, lower(r)
    limit ${max}`
  return rows.map(({ epoch, first, last }) => [epoch, first, last])
}
