import { createHash } from 'node:crypto'
import type { Database } from '../../controlplane/platform/postgres/database.ts'
import type { StoredRange } from '../../protocol/envelope.ts'
import { type ReportBody, readingNames, reportFlags } from '../../protocol/report.ts'

type Entry = { hash: string; acknowledged: boolean; madeAt: number }
type Book = { entries: Map<string, Entry>; open: Set<string>; dropped: number }

/** What the books of all sets say beside what the database holds; every list empty and every sum equal: nothing was lost. */
export type Balance = {
  produced: number
  dropped: number
  acknowledged: number
  rows: number
  distinct: number
  /** `device epoch.seq` of what was acknowledged and is not in the database, or with other content; the first few */
  lost: string[]
  altered: string[]
  foreign: string[]
}

const shownMax = 10

/**
 * The loss ledger: what every set produced, with a hash of its content, and whether it was named as stored. It lives
 * with the test and survives whatever the test kills.
 */
export class Ledger {
  readonly #books = new Map<string, Book>()

  produced(deviceId: string, epoch: number, seq: number, body: ReportBody): void {
    const { entries, open } = this.#book(deviceId)
    const key = `${epoch}.${seq}`
    if (entries.has(key)) throw new Error(`${deviceId} gave the number ${key} twice`)
    entries.set(key, { hash: hashOf(body), acknowledged: false, madeAt: Date.now() })
    open.add(key)
  }

  acknowledged(deviceId: string, ranges: readonly StoredRange[]): void {
    const { entries, open } = this.#book(deviceId)
    for (const [epoch, from, to] of ranges) {
      // A range from a welcome may name far more than this book holds.
      const keys = to - from < open.size ? numbered(epoch, from, to) : [...open].filter(isIn(epoch, from, to))
      for (const key of keys) {
        if (!open.delete(key)) continue
        const entry = entries.get(key)
        if (entry) entry.acknowledged = true
      }
    }
  }

  /** When this report was made, by the right clock (ms since 1970 UTC). */
  madeAt(deviceId: string, epoch: number, seq: number): number | undefined {
    return this.#book(deviceId).entries.get(`${epoch}.${seq}`)?.madeAt
  }

  /** The set counted so many messages as given up. */
  gaveUp(deviceId: string, dropped: number): void {
    this.#book(deviceId).dropped = dropped
  }

  /** How many reports wait for an acknowledgement, over all sets. */
  get open(): number {
    return [...this.#books.values()].reduce((sum, { open }) => sum + open.size, 0)
  }

  get acknowledgements(): number {
    return [...this.#books.values()].reduce((sum, { entries, open }) => sum + entries.size - open.size, 0)
  }

  /** Compares every report with its row. */
  async balance(sql: Database): Promise<Balance> {
    const rows = await readRows(sql)
    const stored = new Map(rows.map(row => [`${row.deviceId} ${row.epoch}.${row.seq}`, hashOf(bodyOf(row))]))
    const books = [...this.#books].flatMap(([deviceId, { entries }]) =>
      [...entries].map(([key, entry]) => ({ name: `${deviceId} ${key}`, ...entry })),
    )
    const known = new Set(books.map(({ name }) => name))
    const first = (names: string[]) => names.slice(0, shownMax)
    const named = books.filter(({ acknowledged }) => acknowledged)
    return {
      produced: books.length,
      dropped: [...this.#books.values()].reduce((sum, { dropped }) => sum + dropped, 0),
      acknowledged: named.length,
      rows: rows.length,
      distinct: stored.size,
      lost: first(named.filter(({ name }) => !stored.has(name)).map(({ name }) => name)),
      altered: first(
        books.filter(({ name, hash }) => (stored.get(name) ?? hash) !== hash).map(({ name }) => name),
      ),
      foreign: first([...stored.keys()].filter(name => !known.has(name))),
    }
  }

  #book(deviceId: string): Book {
    const book = this.#books.get(deviceId) ?? { entries: new Map(), open: new Set(), dropped: 0 }
    this.#books.set(deviceId, book)
    return book
  }
}

/** The balance of a run in which nothing was lost, doubled or changed, of `balance`'s own size. */
export function evenBalance({ produced, dropped }: Balance): Balance {
  const kept = produced - dropped
  const nothing = { lost: [], altered: [], foreign: [] }
  return { produced, dropped, acknowledged: kept, rows: kept, distinct: kept, ...nothing }
}

function numbered(epoch: number, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${epoch}.${from + index}`)
}

function isIn(epoch: number, from: number, to: number): (key: string) => boolean {
  return key => {
    const [of, seq] = key.split('.').map(Number) as [number, number]
    return of === epoch && from <= seq && seq <= to
  }
}

/** What a report says, whichever way it was written down; the server alone sets the flag of an uncertain time. */
function hashOf({ seconds, flags, readings }: ReportBody): string {
  const content = [
    single(seconds),
    flags & ~reportFlags.timeUncertain,
    readingNames.map(name => single(readings[name])),
  ]
  return createHash('sha256').update(JSON.stringify(content)).digest('base64')
}

/** The database keeps single precision. */
function single(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.fround(value)
}

type Row = {
  deviceId: string
  epoch: number
  seq: number
  seconds: number
  flags: number
} & ReportBody['readings']

function readRows(sql: Database): Promise<Row[]> {
  return sql<Row[]>`
    select d.id as "deviceId", r.epoch, r.seq, r.seconds, r.flags, ${sql(readingNames.map(name => `r.${name}`))}
    from reports r join devices d using (device_no)`
}

function bodyOf({ seconds, flags, ...row }: Row): ReportBody {
  return { seconds, flags, readings: Object.fromEntries(readingNames.map(name => [name, row[name]])) }
}
