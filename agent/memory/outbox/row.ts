import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import type { NumberedKind } from '../../../protocol/messages.ts'
import { classOf } from './classes.ts'

/** One waiting message as it lies on disk; `body` is JSON. */
export type Row = { epoch: number; seq: number; kind: NumberedKind; at: number; up: number; body: string }

/** The counters beside the messages, as of the last change. */
export type Meta = { epoch: number; dropped: number; depth: number }

/** The checksum over everything a message says; ties a body to its number. */
export function checksum(row: Row): number {
  return crc32(row.body, crc32(`${row.epoch} ${row.seq} ${row.kind} ${row.at} ${row.up} `))
}

/** Bytes a message counts for. */
export function bytesOf(row: Row): number {
  return Buffer.byteLength(row.body)
}

/** Writes one message. */
export const insertSql = 'insert into message values (?, ?, ?, ?, ?, ?, ?, ?)'

export function insertValues(row: Row): (string | number)[] {
  return [row.epoch, row.seq, classOf[row.kind].rank, row.kind, row.at, row.up, row.body, checksum(row)]
}

/** Writes the counters. */
export const metaSql = 'insert or replace into meta values (1, ?, ?, ?, ?)'

export function metaValues({ epoch, dropped, depth }: Meta): number[] {
  return [epoch, dropped, depth, crc32(`${epoch} ${dropped} ${depth}`)]
}

export function readMeta(database: DatabaseSync): Meta | undefined {
  const stored = database.prepare('select epoch, dropped, depth, crc from meta').get()
  if (!stored) return undefined
  const meta = { epoch: Number(stored.epoch), dropped: Number(stored.dropped), depth: Number(stored.depth) }
  return stored.crc === metaValues(meta)[3] ? meta : undefined
}

/** A stored row when it is whole; undefined when a byte of it changed. */
export function readRow(stored: Record<string, SQLOutputValue>): Row | undefined {
  const { kind, body } = stored
  if (typeof kind !== 'string' || typeof body !== 'string' || !Object.hasOwn(classOf, kind)) return undefined
  const row: Row = {
    epoch: Number(stored.epoch),
    seq: Number(stored.seq),
    kind: kind as NumberedKind,
    at: Number(stored.at),
    up: Number(stored.up),
    body,
  }
  const whole = Number(stored.crc) === checksum(row) && Number(stored.rank) === classOf[row.kind].rank
  return whole ? row : undefined
}
