import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { type Meta, type Row, readMeta, readRow } from './row.ts'

export type Salvaged = { rows: Map<string, Row>; broken: number; meta: Meta | undefined }

/** Reads forwards until the damage, then backwards until it, keeping rows whose checksum holds. */
export function salvage(file: string): Salvaged {
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

/** Every row as it lies there, by number. */
export function readAll(database: DatabaseSync, direction: 'asc' | 'desc') {
  const all = database.prepare(`select * from message order by epoch ${direction}, seq ${direction}`)
  all.setReadBigInts(true)
  return all.iterate() as Iterable<Record<string, SQLOutputValue>>
}

export function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close()
  } catch {
    return
  }
}
