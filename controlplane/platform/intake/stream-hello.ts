import type { Transaction } from '../postgres/database.ts'
import { epochsMax } from './stored-ranges.ts'

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
  /** Messages it holds. */
  depth: number
}

/**
 * From which number on a set holds messages, as far as its hello can be believed. Undefined: it cannot, for it holds
 * messages and does not know which, more than its numbers leave room for, or names a number that it has not given yet.
 */
function believedOldest(hello: Pick<StreamHello, 'epoch' | 'lastSeq' | 'oldest' | 'depth'>) {
  const { epoch, lastSeq, oldest, depth } = hello
  if (oldest === null) return depth === 0 ? ([epoch, lastSeq + 1] as const) : undefined
  const [ofEpoch, ofSeq] = oldest
  return ofEpoch < epoch || (ofEpoch === epoch && depth <= lastSeq + 1 - ofSeq) ? oldest : undefined
}

/** Nothing lies below it: nothing is forgotten. */
const lowest = [1, 0] as const

/**
 * Takes over the clock of a run, which is the latest there is, and forgets what can never be asked for again: streams
 * below the oldest number that the device holds, and the holes below it. Returns whether the oldest was believed.
 */
export async function recordStreamHello(tx: Transaction, hello: StreamHello): Promise<boolean> {
  const { deviceNo, epoch, receivedAt, at, up } = hello
  // An impossible `up` must not become an instant that cannot be written down: the batch would never be stored.
  const upZeroAt = Math.max(0, receivedAt - up)
  const believed = believedOldest(hello)
  const [floorEpoch, floorSeq] = believed ?? lowest
  await tx`delete from stored_ranges where device_no = ${deviceNo} and (epoch < ${floorEpoch} or epoch > ${epoch})`
  await tx`
    insert into stored_ranges (device_no, epoch, clock_offset_ms, up_zero_at)
    select ${deviceNo}, ${epoch}, ${receivedAt - at}, ${upZeroAt}
    where ${epochsMax} > (select count(*) from stored_ranges where device_no = ${deviceNo} and epoch <> ${epoch})
    on conflict (device_no, epoch)
    do update set clock_offset_ms = excluded.clock_offset_ms, up_zero_at = excluded.up_zero_at`
  await tx`
    update stored_ranges set up_zero_at = null
    where device_no = ${deviceNo} and epoch < ${epoch} and up_zero_at is not null`
  // A floor above the latest run is left from counters that were not believed.
  await tx`
    insert into outbox_floors (device_no, epoch, seq) values (${deviceNo}, ${floorEpoch}, ${floorSeq})
    on conflict (device_no) do update set epoch = excluded.epoch, seq = excluded.seq
    where (outbox_floors.epoch, outbox_floors.seq) < (excluded.epoch, excluded.seq) or outbox_floors.epoch > ${epoch}`
  await tx`
    update stored_ranges set stored = stored + int8multirange(int8range(0, ${floorSeq}))
    where device_no = ${deviceNo} and epoch = ${floorEpoch} and not stored @> int8range(0, ${floorSeq})`
  return believed !== undefined
}
