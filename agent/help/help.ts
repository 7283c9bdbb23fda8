import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { HelpBody, type HelpStateBody, helpStates } from '../../protocol/help.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox.ts'
import { writeWhole } from '../memory/whole-file.ts'

/** A second press within this is the same one: small hands press twice. */
const joinMs = 5000
/** A disk that refused a press is asked again this often. */
const againMs = 2000

/**
 * How far a press has come: `unkept` while the disk refuses it, `kept` on disk, then what the control plane says of it;
 * `withdrawn`: it works again.
 */
const pressStates = ['unkept', 'kept', ...helpStates, 'withdrawn'] as const
export type PressState = (typeof pressStates)[number]

const SavedPress = Type.Object({
  ...HelpBody.properties,
  state: Type.Enum(pressStates),
  /** ms since 1970 UTC by the set's clock */
  at: Type.Number(),
  /** the first name of who helps, when that person agreed to it */
  helper: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
})
export type HelpPress = Static<typeof SavedPress>
export type Asking = Pick<HelpPress, 'picture' | 'by' | 'language'>

type HelpParts = {
  /** the folder of this set */
  directory: string
  outbox: Outbox
  clock: Clock
  log: Log
  /** something new waits in the outbox */
  queued: () => void
}

/** The help button of a set: a press is never refused, survives a restart, and knows how far it has come. */
export class Help {
  readonly #parts: HelpParts
  readonly #file: string
  readonly #listeners = new Set<() => void>()
  #last: HelpPress | undefined
  #pressedAt = Number.NEGATIVE_INFINITY
  #again: NodeJS.Timeout | undefined
  #saving: Promise<void> = Promise.resolve()

  private constructor(parts: HelpParts, file: string, last: HelpPress | undefined) {
    this.#parts = parts
    this.#file = file
    this.#last = last
  }

  /** What was pressed before a restart goes on; a file that is not whole counts as none: the outbox holds the press. */
  static async open(parts: HelpParts): Promise<Help> {
    const file = join(parts.directory, 'help.json')
    const help = new Help(parts, file, await readPress(file, parts.log))
    if (help.#last?.state === 'unkept') help.#keep(help.#last)
    return help
  }

  /** The last press; undefined: nobody pressed yet. */
  get last(): HelpPress | undefined {
    return this.#last
  }

  /** Calls when the last press changes. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks for help. Within five seconds of the last press it is the same one. */
  press(asking: Asking): HelpPress {
    const { clock } = this.#parts
    if (this.#last && this.isOpen && clock.steady() - this.#pressedAt < joinMs) return this.#last
    this.#pressedAt = clock.steady()
    const { picture, by, language } = asking
    const body = { press: randomUUID(), picture, by, language, withdrawn: false }
    return this.#keep({ ...body, state: 'unkept', at: clock.now(), helper: null })
  }

  /** It works again: undefined when nobody pressed, or a person has taken it already. */
  withdraw(): HelpPress | undefined {
    if (!this.#last || !this.canWithdraw) return undefined
    this.#pressedAt = Number.NEGATIVE_INFINITY
    clearTimeout(this.#again)
    if (this.#last.state === 'unkept') return this.#change({ ...this.#last, state: 'withdrawn' })
    return this.#keep({ ...this.#last, withdrawn: true })
  }

  get isOpen(): boolean {
    return this.#last !== undefined && this.#last.state !== 'closed' && this.#last.state !== 'withdrawn'
  }

  get canWithdraw(): boolean {
    return this.isOpen && this.#last?.state !== 'taken' && !this.#last?.withdrawn
  }

  /**
   * What the control plane says of a press holds, also when a person gives it back or takes a closing back; of another
   * press than the last, or of one that works again, it changes nothing.
   */
  hear({ press, state, by }: HelpStateBody): void {
    if (!this.#last || press !== this.#last.press || this.#last.state === 'withdrawn') return
    const helper = by ?? null
    if (state !== this.#last.state || helper !== this.#last.helper)
      this.#change({ ...this.#last, state, helper })
  }

  stop(): void {
    clearTimeout(this.#again)
    this.#listeners.clear()
  }

  /** Puts the press, or its withdrawal, on disk; a disk that refuses is asked again until it does not. */
  #keep(press: HelpPress): HelpPress {
    clearTimeout(this.#again)
    const { outbox, clock, queued } = this.#parts
    const { press: id, picture, by, language, withdrawn } = press
    const body = { press: id, picture, by, language, withdrawn }
    if (outbox.offer('help', body, { at: clock.now(), up: clock.up() }) === undefined) {
      this.#again = setTimeout(() => this.#keep(press), againMs)
      return this.#last === press ? press : this.#change(press)
    }
    queued()
    if (withdrawn) return this.#change({ ...press, state: 'withdrawn' })
    return this.#change({ ...press, state: 'kept' })
  }

  #change(press: HelpPress): HelpPress {
    this.#last = press
    this.#saving = this.#saving
      .then(() => writeWhole(this.#parts.directory, [this.#file], `${JSON.stringify(this.#last)}\n`))
      .catch(error => this.#parts.log('error', 'cannot keep the press for help', { why: reasonOf(error) }))
    for (const listener of this.#listeners) listener()
    return press
  }
}

async function readPress(file: string, log: Log): Promise<HelpPress | undefined> {
  try {
    const press: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (Check(SavedPress, press)) return press
    log('error', 'the last press for help is not whole', {})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log('error', 'the last press for help cannot be read', { why: reasonOf(error) })
  }
  return undefined
}
