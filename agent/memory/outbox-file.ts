import { existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import type { NumberedKind } from '../../protocol/messages.ts'
import { classOf } from './outbox-classes.ts'

/** One waiting message as it lies on disk; `body` is JSON. */
export type Row = { epoch: number; seq: number; kind: NumberedKind; at: number; up: number; body: string }

/** An open outbox file: what it held whole, and how many messages were lost to damage. */
export type OpenFile = {
  database: DatabaseSync
  rows: Measured[]
  meta: Meta
  lost: number
  damaged: boolean
}

/** A row without its body: what the outbox must know at the start. */
export type Measured = { epoch: number; seq: number; rank: number; bytes: number }
export type Meta = { epoch: number; dropped: number; depth: number }

const schema = `
  create table message (
    epoch integer not null, seq integer not null, rank integer not null, kind text not null,
    at integer not null, up integer not null, body text not null, crc integer not null,
    primary key (epoch, seq)
  ) without rowid;
  create index message_by_rank on message (rank, epoch, seq);
  create table meta (id integer primary key check (id = 1), epoch integer not null,
    dropped integer not null, depth integer not null, crc integer not null);`

/** One holder of the file, every commit on disk, 64 KiB of cache, a short write-ahead log. */
const pragmas = `pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;
  pragma cache_size = -64; pragma wal_autocheckpoint = 64;`

/** Result codes of SQLite that mean: the bytes on disk are not what was written. */
const damageCodes: readonly number[] = [11, 26]

/** Opens the outbox; a damaged one is set aside and what can be read of it is carried over. */
export function openOutboxFile(file: string): OpenFile {
  if (!existsSync(file) && existsSync(asideOf(file))) return rebuild(file)
  const opened = openWhole(file)
  return opened ?? setAside(file)
}

/** Sets the file aside (one is kept) and starts anew with what can be read of it. */
export function setAside(file: string): OpenFile {
  for (const end of ['', '-wal', '-shm']) rmSync(`${asideOf(file)}${end}`, { force: true })
  for (const end of ['-wal', '']) {
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${asideOf(file)}${end}`)
  }
  return rebuild(file)
}

/** Whether the error says that the file is damaged; a locked or full one is not. */
export function isDamage(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code !== undefined && damageCodes.includes(code & 0xff)
}

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

function readMeta(database: DatabaseSync): Meta | undefined {
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

function asideOf(file: string): string {
  return file.replace(/(\.sqlite)?$/, '.damaged.sqlite')
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  try {
    database.exec(pragmas)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function openWhole(file: string): OpenFile | undefined {
  let database: DatabaseSync | undefined
  try {
    database = connect(file)
    const { tables } = database.prepare('select count(*) as tables from sqlite_schema').get() as {
      tables: number
    }
    if (tables === 0) create(database, [], { epoch: 0, dropped: 0, depth: 0 })
    return readWhole(database)
  } catch (error) {
    closeQuietly(database)
    if (isDamage(error) || isForeign(error)) return undefined
    throw error
  }
}

/** Everything once, checksums included; rows that changed are removed and counted. Throws on damage. */
function readWhole(database: DatabaseSync): OpenFile {
  const check = database.prepare('pragma quick_check(1)').get() as { quick_check: string }
  if (check.quick_check !== 'ok') throw Object.assign(new Error(check.quick_check), { errcode: 11 })
  const rows: Measured[] = []
  const broken: [bigint, bigint][] = []
  for (const stored of readAll(database, 'asc')) {
    const row = readRow(stored)
    if (row) rows.push(measure(row))
    else broken.push([stored.epoch as bigint, stored.seq as bigint])
  }
  const remove = database.prepare('delete from message where epoch = ? and seq = ?')
  for (const key of broken) remove.run(...key)
  const meta = readMeta(database)
  if (!meta) throw Object.assign(new Error('no counters'), { errcode: 11 })
  return { database, rows, meta, lost: broken.length, damaged: false }
}

/** Carries what the file set aside still holds into a new one, which takes its place only when complete. */
function rebuild(file: string): OpenFile {
  const found = salvage(asideOf(file))
  const next = `${file}.new`
  for (const end of ['', '-wal', '-shm']) rmSync(`${next}${end}`, { force: true })
  const kept = [...found.rows.values()]
  const lost = Math.max(found.broken, (found.meta?.depth ?? kept.length + 1) - kept.length)
  const meta = { epoch: found.meta?.epoch ?? 0, dropped: found.meta?.dropped ?? 0, depth: kept.length }
  const database = connect(next)
  create(database, kept, meta)
  database.close()
  renameSync(next, file)
  return { database: connect(file), rows: kept.map(measure), meta, lost, damaged: true }
}

function create(database: DatabaseSync, rows: readonly Row[], meta: Meta): void {
  database.exec(`begin; ${schema}`)
  const insert = database.prepare(insertSql)
  for (const row of rows) insert.run(...insertValues(row))
  database.prepare(metaSql).run(...metaValues(meta))
  database.exec('commit')
}

type Salvaged = { rows: Map<string, Row>; broken: number; meta: Meta | undefined }

/** Reads forwards until the damage, then backwards until it, keeping rows whose checksum holds. */
function salvage(file: string): Salvaged {
  const salvaged: Salvaged = { rows: new Map(), broken: 0, meta: undefined }
  // With this switch SQLite accepts a file that is shorter than its head says.
  const database = new DatabaseSync(file, { defensive: false })
  untilDamage(() => database.exec('pragma writable_schema = on'))
  for (const direction of ['asc', 'desc'] as const) untilDamage(() => collect(database, direction, salvaged))
  untilDamage(() => {
    salvaged.meta = readMeta(database)
  })
  closeQuietly(database)
  return salvaged
}

function collect(database: DatabaseSync, direction: 'asc' | 'desc', salvaged: Salvaged): void {
  let broken = 0
  for (const stored of readAll(database, direction)) {
    const row = readRow(stored)
    if (row) salvaged.rows.set(`${row.epoch}.${row.seq}`, row)
    else broken += 1
    salvaged.broken = Math.max(salvaged.broken, broken)
  }
}

/** Goes as far as the damage allows; how far it came is in what it collected. */
function untilDamage(read: () => void): void {
  try {
    read()
  } catch {
    return
  }
}

function readAll(database: DatabaseSync, direction: 'asc' | 'desc') {
  const all = database.prepare(`select * from message order by epoch ${direction}, seq ${direction}`)
  all.setReadBigInts(true)
  return all.iterate() as Iterable<Record<string, SQLOutputValue>>
}

function measure(row: Row): Measured {
  return { epoch: row.epoch, seq: row.seq, rank: classOf[row.kind].rank, bytes: bytesOf(row) }
}

/** A readable database that is not an outbox: a table or column is missing. */
function isForeign(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 1
}

function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close()
  } catch {
    return
  }
}
