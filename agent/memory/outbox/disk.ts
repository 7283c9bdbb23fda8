import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { type Log, reasonOf } from '../../log.ts'
import { damagedCode, isDamage, type OpenFile, openOutboxFile, setAside } from './file.ts'
import { closeQuietly } from './salvage.ts'
import { prepare, type Statements } from './statements.ts'

/** The open file of an outbox; what refuses or is damaged becomes an answer here, and nothing throws. */
export class OutboxDisk {
  readonly #file: string
  readonly #log: Log
  readonly #opened: (opened: OpenFile) => void
  #database: DatabaseSync
  #sql: Statements
  #isReadable = true

  /**
   * Throws when the folder cannot be used or another agent holds it.
   * @param opened what the file holds: now, and whenever it had to be opened anew
   */
  constructor(file: string, log: Log, opened: (opened: OpenFile) => void) {
    this.#file = file
    this.#log = log
    this.#opened = opened
    const found = openOutboxFile(file)
    this.#database = found.database
    this.#sql = prepare(found.database)
    opened(found)
  }

  get sql(): Statements {
    return this.#sql
  }
  /** Whether it answered when it was last read. */
  get isReadable(): boolean {
    return this.#isReadable
  }

  /** One transaction. False when the disk refused: then it has not changed, and `undo` was called. */
  change(work: () => unknown, undo: () => void): boolean {
    try {
      this.#database.exec('begin immediate')
      work()
      this.#database.exec('commit')
      return true
    } catch (error) {
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('rollback')
      undo()
      this.#failed(error)
      return false
    }
  }

  read<Result>(read: () => Result, otherwise: Result): Result {
    try {
      const result = read()
      this.#isReadable = true
      return result
    } catch (error) {
      this.#isReadable = false
      this.#failed(error)
      return otherwise
    }
  }

  /** How long a change waits for the disk: until it lies there, or not. */
  wait(how: 'full' | 'normal'): void {
    this.read(() => this.#database.exec(`pragma synchronous = ${how}`), undefined)
  }

  close(): void {
    closeQuietly(this.#database)
  }

  /** Damage found while running: set the file aside and go on with what could be read of it. */
  #failed(error: unknown): void {
    this.#log('error', 'outbox: the disk refused', { why: reasonOf(error) })
    if (this.#database.isOpen && !isDamage(error)) return
    closeQuietly(this.#database)
    try {
      // What was set aside before and could not be read yet comes first.
      const isNew = existsSync(this.#file) && isDamage(error)
      const found = isNew ? setAside(this.#file) : openOutboxFile(this.#file)
      this.#database = found.database
      this.#sql = prepare(found.database)
      this.#opened(found)
    } catch (refusal) {
      this.#log('error', 'outbox: what is left of it cannot be opened', { why: reasonOf(refusal) })
    }
  }
}

/** As SQLite says it of what it finds itself. */
export function damage(why: string): Error {
  return Object.assign(new Error(why), { errcode: damagedCode })
}
