import type { StatementSync } from 'node:sqlite'
import { credibleMax, type StoredRange } from '../../../protocol/envelope.ts'
import { type NumberedKind, type UpwardBody, upward } from '../../../protocol/messages.ts'
import type { Log } from '../../log.ts'
import { classOf, droppingOrder, Held, sendingOrder } from './classes.ts'
import { damage, OutboxDisk } from './disk.ts'
import type { OpenFile } from './file.ts'
import * as rows from './row.ts'

/** Payload bytes the outbox holds at most: at least 14 days at one report a minute. */
const outboxBytesMax = 50 * 1024 * 1024

/** A waiting message by its number. */
export type Waiting = { epoch: number; seq: number; kind: NumberedKind }

/** A message with everything the wire needs; `body` is JSON. */
export type Message = rows.Row

/** What of it may leave: none of the kinds `without`. */
export type Choice = { without?: readonly NumberedKind[]; byNumber?: boolean }

/** More than the envelope around a body can take. */
const envelopeBytesMax = 160

type Moment = { at: number; up: number }
type Numbered = [epoch: number, seq: number]

/** Messages on disk until the control plane names them as stored; the only way anything numbered leaves the set. */
export class Outbox {
  readonly #log: Log
  readonly #bytesMax: number
  readonly #disk: OutboxDisk
  #held = new Held()
  #dropped = 0
  /** of those, what damage took that was found just now: nobody else can have counted it */
  #lost = 0
  #epoch = 0
  #lastSeq = 0
  /** no waiting message has a lower number, whatever the disk says */
  #floor: Numbered | undefined

  /** Opens the file whatever its state; throws only when the folder cannot be used or another agent holds it. */
  constructor(file: string, log: Log, bytesMax: number = outboxBytesMax) {
    this.#log = log
    this.#bytesMax = bytesMax
    this.#disk = new OutboxDisk(file, log, opened => this.#takeOver(opened))
  }

  /** The epoch of the last number given, this run or an earlier one; 0 for a new file. */
  get epoch(): number {
    return this.#epoch
  }
  get lastSeq(): number {
    return this.#lastSeq
  }
  /** Messages waiting. */
  get depth(): number {
    return this.#held.count
  }
  /** Whether the disk answered when it was last read; else there is no use in asking at once again. */
  get isReadable(): boolean {
    return this.#disk.isReadable
  }
  /** Messages given up since the set was enrolled. */
  get dropped(): number {
    return this.#dropped
  }

  /** Numbers from 1 in this epoch, which must be higher than any before; `dropped` is the count known elsewhere. */
  beginEpoch(epoch: number, dropped: number): void {
    this.#epoch = epoch
    this.#lastSeq = 0
    this.#dropped = Math.max(this.#dropped, dropped + this.#lost)
  }

  /**
   * Puts a message on disk. Its number when that worked; undefined when it had to be given up (counted): too
   * long, disk full, or only higher classes wait. A number is never given twice.
   */
  add<Kind extends NumberedKind>(kind: Kind, body: UpwardBody[Kind], moment: Moment): number | undefined {
    const row = this.#numbered(kind, body, moment)
    const refused = this.#keep(row)
    return refused === undefined ? row.seq : this.#giveUp(row, refused)
  }

  /** As `add`, but who offers keeps what is refused, and offers it again: nothing is given up. */
  offer<Kind extends NumberedKind>(kind: Kind, body: UpwardBody[Kind], moment: Moment): number | undefined {
    const row = this.#numbered(kind, body, moment)
    return this.#keep(row) === undefined ? row.seq : undefined
  }

  #numbered<Kind extends NumberedKind>(kind: Kind, body: UpwardBody[Kind], moment: Moment): Message {
    this.#lastSeq += 1
    return { epoch: this.#epoch, seq: this.#lastSeq, kind, ...moment, body: JSON.stringify(body) }
  }

  /** Why it is not on disk; undefined: it is. */
  #keep(row: Message): string | undefined {
    const bytes = rows.bytesOf(row)
    const { rank } = classOf[row.kind]
    if (bytes + envelopeBytesMax > upward[row.kind].bytesMax) return 'too long'
    if (!this.#held.canMakeRoom(bytes, this.#bytesMax, rank)) return 'outbox full'
    const stored = this.#change(() => {
      this.#makeRoom(bytes)
      if (this.depth === 0) this.#floor = [row.epoch, row.seq]
      this.#disk.sql.insert.run(...rows.insertValues(row))
      this.#held.add(rank, 1, bytes)
    })
    return stored ? undefined : 'disk refused'
  }

  /**
   * What leaves next, by class or lowest number first: at most `limit`, none for which `skip` holds (of which there are
   * `skipped`).
   */
  next(limit: number, skip: (message: Waiting) => boolean, skipped: number, choice: Choice = {}): Waiting[] {
    const list = () => {
      const found = this.#list(limit, skip, skipped, choice)
      const isAll = found.length < limit && !choice.without?.length
      if (isAll && found.length + skipped < this.depth) throw damage('a message is not listed')
      return found
    }
    return this.#disk.read(list, undefined) ?? this.#disk.read(list, [])
  }

  #list(
    limit: number,
    skip: (message: Waiting) => boolean,
    skipped: number,
    { without = [], byNumber = false }: Choice,
  ): Waiting[] {
    const found: Waiting[] = []
    const not = `/${without.join('/')}/`
    const take = (statement: StatementSync, ...of: number[]) => {
      const waiting = statement.all(...of, not, limit + skipped) as Waiting[]
      found.push(...waiting.filter(message => !skip(message)).slice(0, limit - found.length))
    }
    if (byNumber) take(this.#disk.sql.byNumber)
    for (const { rank, first } of byNumber ? [] : sendingOrder) {
      if (found.length >= limit || !this.#held.has(rank)) continue
      take(first === 'oldest' ? this.#disk.sql.oldest : this.#disk.sql.newest, rank)
    }
    return found
  }

  /** The message while it waits; one that changed on disk is given up and counted. */
  read({ epoch, seq }: { epoch: number; seq: number }): Message | undefined {
    const stored = this.#disk.read(() => this.#disk.sql.one.get(epoch, seq), undefined)
    if (!stored) return undefined
    const row = rows.readRow(stored)
    if (!row) this.#change(() => this.#remove([epoch, seq, seq], 'given up'))
    return row
  }

  /** Frees what the control plane has stored. False when the disk refused; the messages then stay. */
  forget(ranges: readonly StoredRange[]): boolean {
    if (this.depth === 0) return true
    // A deletion that a power cut undoes only sends a message once more, so it does not wait for the disk.
    this.#disk.wait('normal')
    const done = this.#change(() => {
      for (const range of ranges) this.#remove(range, 'stored')
    })
    this.#disk.wait('full')
    return done
  }

  /**
   * The lowest number still waiting; undefined only when nothing waits. While the disk does not tell, the last one
   * that is known to lie below all of them: what lies below the oldest counts as stored.
   */
  oldest(): Numbered | undefined {
    this.#floor = this.#disk.read(() => this.#lowest(), undefined) ?? this.#floor
    return this.depth === 0 ? undefined : (this.#floor ?? [1, 1])
  }

  #lowest(): Numbered | undefined {
    if (this.depth === 0) return undefined
    const stored = this.#disk.sql.lowest.get()
    const { count } = this.#disk.sql.count.get() as { count: number }
    if (!stored || count !== this.depth || !rows.readRow(stored))
      throw damage('it holds other than it counted')
    return [stored.epoch as number, stored.seq as number]
  }

  /**
   * The epoch to go on with above a floor and above what waits. Counters that the control plane does not believe do not
   * count: above them there may be no number left.
   */
  epochAbove(floor: number): number {
    const own = this.#epoch <= credibleMax.epoch ? this.#epoch : 0
    const waits = this.#disk.read(() => this.#disk.sql.highest.get(credibleMax.epoch), undefined)
    return Math.max(own, floor, Number(waits?.epoch ?? 0)) + 1
  }

  /** Gives what was queued in this run, and what will be, the numbers of a new epoch. False: the disk refused. */
  renumber(epoch: number): boolean {
    const before = this.#epoch
    this.#epoch = epoch
    const done = this.#change(() => {
      for (const stored of this.#disk.sql.ofEpoch.all(before)) {
        const row = rows.readRow(stored)
        if (row) this.#disk.sql.renumber.run(epoch, rows.checksum({ ...row, epoch }), before, row.seq)
      }
    })
    if (!done) this.#epoch = before
    // Counters that nobody believes are replaced by lower ones.
    else if (this.#floor && compareNumbers([epoch, 1], this.#floor) < 0) this.#floor = [epoch, 1]
    return done
  }

  /** Writes the counters and lets the file go. */
  close(): void {
    this.#change(() => undefined)
    this.#disk.close()
  }

  #giveUp(row: Message, because: string): undefined {
    this.#log('error', 'message given up', { kind: row.kind, because })
    if (!this.#change(() => (this.#dropped += 1))) this.#dropped += 1
    return undefined
  }

  #makeRoom(bytes: number): void {
    for (const rank of droppingOrder) {
      while (this.#held.bytes + bytes > this.#bytesMax && this.#held.has(rank)) {
        const [lowest] = this.#disk.sql.oldest.all(rank, '', 1) as Waiting[]
        if (!lowest) throw damage(`it counts messages of rank ${rank} that it does not hold`)
        this.#remove([lowest.epoch, lowest.seq, lowest.seq], 'given up')
      }
    }
  }

  #remove([epoch, from, to]: StoredRange, why: 'stored' | 'given up'): void {
    for (const { rank, bytes } of this.#disk.sql.remove.all(epoch, from, to) as {
      rank: number
      bytes: number
    }[]) {
      this.#held.add(rank, -1, -bytes)
      if (why === 'given up') this.#dropped += 1
    }
  }

  /** One change with the counters in it. False when the disk refused: then nothing has changed. */
  #change(work: () => unknown): boolean {
    const before = { held: this.#held.copy(), dropped: this.#dropped, floor: this.#floor }
    const whole = () => {
      work()
      const meta = { epoch: this.#epoch, dropped: this.#dropped, depth: this.depth }
      this.#disk.sql.meta.run(...rows.metaValues(meta))
    }
    return this.#disk.change(whole, () => {
      this.#held = before.held
      this.#dropped = before.dropped
      this.#floor = before.floor
    })
  }

  #takeOver({ rows: kept, meta, lost, damaged }: OpenFile): void {
    this.#held = new Held()
    for (const row of kept) this.#held.add(row.rank, 1, row.bytes)
    this.#floor = lowestOf(kept)
    this.#dropped = Math.max(this.#dropped, meta.dropped) + lost
    this.#lost += lost
    this.#epoch = kept.reduce(
      (highest, row) => Math.max(highest, row.epoch),
      Math.max(this.#epoch, meta.epoch),
    )
    if (damaged) this.#log('error', 'outbox was damaged and set aside', { kept: kept.length, lost })
  }
}

function lowestOf(rows: OpenFile['rows']): Numbered | undefined {
  let lowest: Numbered | undefined
  for (const { epoch, seq } of rows)
    if (!lowest || compareNumbers([epoch, seq], lowest) < 0) lowest = [epoch, seq]
  return lowest
}

function compareNumbers(a: Numbered, b: Numbered): number {
  return a[0] - b[0] || a[1] - b[1]
}
