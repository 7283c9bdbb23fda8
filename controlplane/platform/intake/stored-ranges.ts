import type { StoredRange } from '../../../protocol/envelope.ts'
import type { Refusal } from '../../../protocol/kept-out.ts'
import { multirangeArray, numberArray } from '../postgres/arrays.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import type { EpochClock } from './corrected-time.ts'

/** A row that holds so many ranges takes numbers only where they leave it no more: each costs the whole row. */
const rangesMax = 256
/** A multirange of this many bytes has far fewer ranges; counting them costs more than looking at its size. */
const fewRangesBytes = 1024
/** Runs of one device whose numbers are kept; those below its oldest waiting number are forgotten at each hello. */
export const epochsMax = 64

/** The identity of a numbered message. */
export type Numbered = { device: { no: number }; epoch: number; seq: number }

/** The clock of an epoch, and how far off the device was when it last said hello, in whichever epoch. */
export type StreamClock = EpochClock & { presentOffsetMs: number | null }

/**
 * `isKnown`: stored before, earlier in this batch too, or given up. `refusal`: it may not be stored. The clock is
 * missing for what was given up or refused.
 */
export type Claim = { clock: StreamClock | undefined; isKnown: boolean; refusal?: StreamRefusal }
type StreamRefusal = Extract<Refusal, 'gaps' | 'epochs' | 'unheard'>

/** The numbers of a batch that are of one (device, epoch). */
type Stream = { deviceNo: number; epoch: number; numbers: Set<number> }

/**
 * Adds the numbers of a batch to the stored ranges and tells which were there already, and which may not be stored; a
 * claim for each message. The rows stay locked until the transaction ends, so that no other can store the same number.
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
  const why = await findWhyShut(
    tx,
    all.filter(({ deviceNo, epoch }) => !found.has(streamKey(deviceNo, epoch))),
  )
  return messages.map(({ device, epoch, seq }, index): Claim => {
    const key = streamKey(device.no, epoch)
    const stream = found.get(key)
    if (stream === undefined) {
      const refusal = why.get(key)
      return { clock: undefined, isKnown: refusal === undefined, ...(refusal && { refusal }) }
    }
    if (stream.stored.some(([first, last]) => first <= seq && seq <= last)) {
      return { clock: stream.clock, isKnown: true }
    }
    if (!stream.hasRoom) return { clock: undefined, isKnown: false, refusal: 'gaps' }
    return { clock: stream.clock, isKnown: isRepeat[index] === true }
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

type FoundStream = {
  deviceNo: number
  clock: StreamClock
  hasRoom: boolean
  /** Those of its numbers that were there already. */
  stored: [first: number, last: number][]
}
type Found = Map<string, FoundStream>
type FoundRow = EpochClock & {
  deviceNo: number
  epoch: number
  hasRoom: boolean
  first: number | null
  last: number | null
}

/**
 * Locks the rows of the streams in key order, so that replicas cannot block each other, and adds their numbers, where
 * that does not leave too many ranges. Tells which of the numbers were there. Undefined, and nothing is done: all rows
 * are wanted and one is not there yet.
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
      select device_no, epoch, s.stored, s.clock_offset_ms, s.up_zero_at, i.numbers, s.stored + i.numbers as together
      from stored_ranges s join input i using (device_no, epoch)
      where ${wanted === 'those there'} or not exists (
        select from input j
        where not exists (select from stored_ranges t where t.device_no = j.device_no and t.epoch = j.epoch)
      )
      order by device_no, epoch
      for update of s
    ),
    judged as (
      select l.*, case when pg_column_size(together) <= ${fewRangesBytes} then true else (
        select count(*) from unnest(together)
      ) <= greatest(${rangesMax}, (select count(*) from unnest(stored))) end as has_room
      from locked l
    ),
    extended as (
      update stored_ranges s set stored = l.together from judged l
      where s.device_no = l.device_no and s.epoch = l.epoch and l.has_room and not l.stored @> l.numbers
    )
    select l.device_no as "deviceNo", l.epoch, l.clock_offset_ms as "offsetMs", l.up_zero_at as "upZeroAt",
      l.has_room as "hasRoom", lower(r) as first, upper(r) - 1 as last
    from judged l left join lateral unnest(l.stored * l.numbers) as r on true`
  if (rows.length === 0 && wanted === 'all') return undefined
  const found: Found = new Map()
  for (const { deviceNo, epoch, offsetMs, upZeroAt, hasRoom, first, last } of rows) {
    const key = streamKey(deviceNo, epoch)
    const clock = { offsetMs, upZeroAt, presentOffsetMs: null }
    const stream = found.get(key) ?? { deviceNo, clock, hasRoom, stored: [] }
    if (first !== null && last !== null) stream.stored.push([first, last])
    found.set(key, stream)
  }
  return found
}

/**
 * Makes the rows that are not there yet, in key order, then adds the numbers. No row gets an epoch below the outbox
 * floor (whatever still comes from it is stored or given up), one above the run that said hello last, and one too many.
 */
async function openStreams(tx: Transaction, streams: readonly Stream[]): Promise<Found> {
  await tx`
    insert into stored_ranges (device_no, epoch)
    select device_no, epoch from (
      select i.device_no, i.epoch, row_number() over (partition by i.device_no order by i.epoch) as turn
      from ${keysOf(tx, streams)} as i(device_no, epoch)
      where not exists (select from stored_ranges s where s.device_no = i.device_no and s.epoch = i.epoch)
        and not ${isBelowFloor(tx)} and not ${isUnheard(tx)}
    ) i
    where turn + (select count(*) from stored_ranges s where s.device_no = i.device_no) <= ${epochsMax}
    order by 1, 2
    on conflict do nothing`
  return (await addNumbers(tx, streams, 'those there')) ?? new Map()
}

/** Why streams have no row; one that is left out lies below the floor. */
async function findWhyShut(tx: Transaction, streams: readonly Stream[]): Promise<Map<string, StreamRefusal>> {
  if (streams.length === 0) return new Map()
  const rows = await tx<{ deviceNo: number; epoch: number; why: StreamRefusal }[]>`
    select i.device_no as "deviceNo", i.epoch, case when ${isUnheard(tx)} then 'unheard' else 'epochs' end as why
    from ${keysOf(tx, streams)} as i(device_no, epoch)
    where not ${isBelowFloor(tx)}`
  return new Map(rows.map(({ deviceNo, epoch, why }) => [streamKey(deviceNo, epoch), why]))
}

const keysOf = (tx: Transaction, streams: readonly Stream[]) => tx`unnest(
  ${numberArray(streams.map(({ deviceNo }) => deviceNo))}::int4[],
  ${numberArray(streams.map(({ epoch }) => epoch))}::int4[]
)`

const isBelowFloor = (tx: Transaction) =>
  tx`exists (select from outbox_floors f where f.device_no = i.device_no and f.epoch > i.epoch)`

/** Nothing numbered is said before hello: no number of a later run than the one that runs can be honest. */
const isUnheard = (tx: Transaction) => tx`exists (
  select from stored_ranges s where s.device_no = i.device_no and s.up_zero_at is not null and s.epoch < i.epoch
)`

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
