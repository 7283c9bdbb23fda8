import type { StoredRange } from '../../../protocol/envelope.ts'
import { multirangeArray, numberArray } from '../postgres/arrays.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import type { EpochClock } from './corrected-time.ts'

/** The identity of a numbered message. */
export type Numbered = { device: { no: number }; epoch: number; seq: number }

/** The clock of an epoch, and how far off the device was when it last said hello, in whichever epoch. */
export type StreamClock = EpochClock & { presentOffsetMs: number | null }

/** `isKnown`: stored before, earlier in this batch too, or given up; the clock is missing only for what was given up. */
export type Claim = { clock: StreamClock | undefined; isKnown: boolean }

/** The numbers of a batch that are of one (device, epoch). */
type Stream = { deviceNo: number; epoch: number; numbers: Set<number> }

/**
 * Adds the numbers of a batch to the stored ranges and tells which were there already; a claim for each message. The
 * rows stay locked until the transaction ends, so that no other can store the same number.
 */
export async function claimNumbers(tx: Transaction, messages: readonly Numbered[]): Promise<Claim[]> {
  const streams = new Map<string, Stream>()
  const isRepeat = messages.map(({ device, epoch, seq }) => {
    const { numbers } = streamOf(streams, device.no, epoch)
    return numbers.size === numbers.add(seq).size
  })
  const all = [...streams.values()]
  const found = (await addNumbers(tx, all, 'all')) ?? (await openStreams(tx, all))
  await addPresentOffsets(tx, found)
  return messages.map(({ device, epoch, seq }, index): Claim => {
    const stream = found.get(streamKey(device.no, epoch))
    const wasStored = stream?.stored.some(([first, last]) => first <= seq && seq <= last) ?? true
    return { clock: stream?.clock, isKnown: wasStored || isRepeat[index] === true }
  })
}

function streamKey(deviceNo: number, epoch: number): string {
  return `${deviceNo} ${epoch}`
}

function streamOf(streams: Map<string, Stream>, deviceNo: number, epoch: number): Stream {
  const key = streamKey(deviceNo, epoch)
  const known = streams.get(key)
  if (known) return known
  const stream = { deviceNo, epoch, numbers: new Set<number>() }
  streams.set(key, stream)
  return stream
}

type Found = Map<string, { deviceNo: number; clock: StreamClock; stored: [first: number, last: number][] }>
type FoundRow = { deviceNo: number; epoch: number; first: number | null; last: number | null } & EpochClock

/**
 * Locks the rows of the streams in key order, so that replicas cannot block each other, and adds their numbers. Tells
 * which of the numbers were there. Undefined, and nothing is done: all rows are wanted and one is not there yet.
 */
async function addNumbers(
  tx: Transaction,
  streams: readonly Stream[],
  wanted: 'all' | 'those there',
): Promise<Found | undefined> {
  const rows = await tx<FoundRow[]>`
    with input as (
      select * from unnest(
        ${numberArray(streams.map(({ deviceNo }) => deviceNo))}::int4[],
        ${numberArray(streams.map(({ epoch }) => epoch))}::int4[],
        ${multirangeArray(streams.map(({ numbers }) => numbers))}::int8multirange[]
      ) as i(device_no, epoch, numbers)
    ),
    locked as (
      select device_no, epoch, s.stored, s.clock_offset_ms, s.up_zero_at, i.numbers
      from stored_ranges s join input i using (device_no, epoch)
      where ${wanted === 'those there'} or not exists (
        select from input j
        where not exists (select from stored_ranges t where t.device_no = j.device_no and t.epoch = j.epoch)
      )
      order by device_no, epoch
      for update of s
    ),
    extended as (
      update stored_ranges s set stored = s.stored + l.numbers from locked l
      where s.device_no = l.device_no and s.epoch = l.epoch and not l.stored @> l.numbers
    )
    select l.device_no as "deviceNo", l.epoch, l.clock_offset_ms as "offsetMs", l.up_zero_at as "upZeroAt",
      lower(r) as first, upper(r) - 1 as last
    from locked l left join lateral unnest(l.stored * l.numbers) as r on true`
  if (rows.length === 0 && wanted === 'all') return undefined
  const found: Found = new Map()
  for (const { deviceNo, epoch, offsetMs, upZeroAt, first, last } of rows) {
    const key = streamKey(deviceNo, epoch)
    const clock = { offsetMs, upZeroAt, presentOffsetMs: null }
    const stream = found.get(key) ?? { deviceNo, clock, stored: [] }
    if (first !== null && last !== null) stream.stored.push([first, last])
    found.set(key, stream)
  }
  return found
}

/**
 * Makes the rows that are not there yet, in key order, then adds the numbers. An epoch below the outbox floor gets no
 * row: whatever still comes from it is stored or given up.
 */
async function openStreams(tx: Transaction, streams: readonly Stream[]): Promise<Found> {
  await tx`
    insert into stored_ranges (device_no, epoch)
    select i.device_no, i.epoch from unnest(
      ${numberArray(streams.map(({ deviceNo }) => deviceNo))}::int4[],
      ${numberArray(streams.map(({ epoch }) => epoch))}::int4[]
    ) as i(device_no, epoch)
    where not exists (
      select from outbox_floors f where f.device_no = i.device_no and f.epoch > i.epoch
    )
    order by 1, 2
    on conflict do nothing`
  return (await addNumbers(tx, streams, 'those there')) ?? new Map()
}

/** An epoch that never said hello is dated by the last hello of its device; rare, and asked for only then. */
async function addPresentOffsets(tx: Transaction, found: Found): Promise<void> {
  const undated = [...found.values()].filter(
    ({ clock }) => clock.offsetMs === null && clock.upZeroAt === null,
  )
  if (undated.length === 0) return
  const rows = await tx<{ deviceNo: number; offsetMs: number }[]>`
    select distinct on (device_no) device_no as "deviceNo", clock_offset_ms as "offsetMs"
    from stored_ranges
    where device_no = any(${numberArray(undated.map(({ deviceNo }) => deviceNo))}::int4[])
      and clock_offset_ms is not null
    order by device_no, epoch desc`
  const offsets = new Map(rows.map(({ deviceNo, offsetMs }) => [deviceNo, offsetMs]))
  for (const { deviceNo, clock } of undated) clock.presentOffsetMs = offsets.get(deviceNo) ?? null
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
  // An impossible `up` must not become an instant that cannot be written down: the batch would never be stored.
  const upZeroAt = Math.max(0, receivedAt - up)
  const [floorEpoch, floorSeq] = hello.oldest ?? [epoch, hello.lastSeq + 1]
  await tx`
    insert into stored_ranges (device_no, epoch, clock_offset_ms, up_zero_at)
    values (${deviceNo}, ${epoch}, ${receivedAt - at}, ${upZeroAt})
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
