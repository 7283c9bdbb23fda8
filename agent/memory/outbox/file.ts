import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { classOf } from './classes.ts'
import {
  bytesOf,
  insertSql,
  insertValues,
  type Meta,
  metaSql,
  metaValues,
  type Row,
  readMeta,
  readRow,
} from './row.ts'
import { closeQuietly, readAll, salvage } from './salvage.ts'

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
export const damagedCode = 11
const damageCodes: readonly number[] = [damagedCode, 26]

/** Where the head of a file says how large its pages are, and how many. */
const pageBytesAt = 16
const pagesAt = 28

/** Opens the outbox; a damaged one is set aside and what can be read of it is carried over. */
export function openOutboxFile(file: string): OpenFile {
  if (!existsSync(file) && existsSync(asideOf(file))) return rebuild(file)
  return openWhole(file) ?? setAside(file)
}

/** Sets the file aside (one is kept) and starts anew with what can be read of it. */
export function setAside(file: string): OpenFile {
  removeWhole(asideOf(file))
  renameSync(file, asideOf(file))
  return rebuild(file)
}

/** Whether the error says that the file is damaged; a locked or full one is not. */
export function isDamage(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code !== undefined && damageCodes.includes(code & 0xff)
}

function asideOf(file: string): string {
  return file.replace(/(\.sqlite)?$/, '.damaged.sqlite')
}

function connect(file: string): DatabaseSync {
  // What belongs to it gets the same rights. Only one that is not there is opened here: closing it gives up locks.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
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
  const isNew = !existsSync(file)
  let database: DatabaseSync | undefined
  try {
    database = connect(file)
    const { tables } = database.prepare('select count(*) as tables from sqlite_schema').get() as {
      tables: number
    }
    if (tables === 0 && !isNew) throw Object.assign(new Error('it is empty'), { errcode: damagedCode })
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
  if (check.quick_check !== 'ok') throw Object.assign(new Error(check.quick_check), { errcode: damagedCode })
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
  if (!meta) throw Object.assign(new Error('no counters'), { errcode: damagedCode })
  // What it counted and no longer holds is lost as well, though nothing else shows it.
  const lost = Math.max(broken.length, meta.depth - rows.length)
  return { database, rows, meta, lost, damaged: false }
}

/** Carries what the file set aside still holds into a new one, which takes its place only when complete. */
function rebuild(file: string): OpenFile {
  const aside = asideOf(file)
  const next = `${file}.new`
  // It goes aside last, and a cut before that leaves it where it was.
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  let found = salvage(aside)
  if (found.rows.size === 0 && !found.meta) {
    lendHead(aside, next)
    found = salvage(aside)
  }
  removeWhole(next)
  const kept = [...found.rows.values()]
  const lost = Math.max(found.broken, (found.meta?.depth ?? kept.length + 1) - kept.length)
  const meta = { epoch: found.meta?.epoch ?? 0, dropped: found.meta?.dropped ?? 0, depth: kept.length }
  const database = connect(next)
  create(database, kept, meta)
  database.close()
  renameSync(next, file)
  return { database: connect(file), rows: kept.map(measure), meta, lost, damaged: true }
}

/** The first page says how all others are read, and is the same in every outbox but for their number. */
function lendHead(file: string, lender: string): void {
  removeWhole(lender)
  const database = connect(lender)
  create(database, [], { epoch: 0, dropped: 0, depth: 0 })
  database.close()
  const made = readFileSync(lender)
  const head = made.subarray(0, made.readUInt16BE(pageBytesAt))
  head.writeUInt32BE(Math.floor(statSync(file).size / head.length), pagesAt)
  const handle = openSync(file, 'r+')
  writeSync(handle, head, 0, head.length, 0)
  closeSync(handle)
}

function removeWhole(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
}

function create(database: DatabaseSync, rows: readonly Row[], meta: Meta): void {
  database.exec(`begin; ${schema}`)
  const insert = database.prepare(insertSql)
  for (const row of rows) insert.run(...insertValues(row))
  database.prepare(metaSql).run(...metaValues(meta))
  database.exec('commit')
}

function measure(row: Row): Measured {
  return { epoch: row.epoch, seq: row.seq, rank: classOf[row.kind].rank, bytes: bytesOf(row) }
}

/** A readable database that is not an outbox: a table or column is missing. */
function isForeign(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 1
}
