import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { HelpBody, HelpStateBody } from '../../protocol/help.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import { writeWholeNow } from '../memory/whole-file.ts'
import { type Asking, type HelpPress, type PressState, readSaved, type Saved } from './saved.ts'

/** A second press within this is the same one: small hands press twice. */
const joinMs = 5000
/** A disk that refused a press is asked again this often. */
const againMs = 2000
/** That it is over is news for so long. */
const newsMs = 600_000
/** Of what nothing more was heard for so long nobody waits any more: who still needs help may ask anew. */
const waitMs = 86_400_000

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
  #unsaid: HelpBody[]
  #again: NodeJS.Timeout | undefined

  private constructor(parts: HelpParts, file: string, saved: Saved | undefined) {
    this.#parts = parts
    this.#file = file
    this.#last = saved?.last
    this.#unsaid = saved?.unsaid ?? []
  }

  /** What was pressed before a restart goes on; a file that is not whole counts as none: the outbox holds the press. */
  static async open(parts: HelpParts): Promise<Help> {
    const file = join(parts.directory, 'help.json')
    const help = new Help(parts, file, await readSaved(file, parts.log))
    help.#say()
    return help
  }

  /** The last press while there is something to tell of it; undefined: nobody pressed, or it is over and no news. */
  get last(): HelpPress | undefined {
    if (!this.#last) return undefined
    const { state, since } = this.#last
    if (state === 'unkept' || state === 'kept') return this.#last
    // A clock that was turned makes it old in either direction.
    const isOld = Math.abs(this.#parts.clock.now() - since) > (isOver(state) ? newsMs : waitMs)
    return isOld ? undefined : this.#last
  }

  /** Calls when the last press changes. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks for help. Within five seconds of the last press it is the same one, and while the disk takes none too. */
  press({ picture, by, language }: Asking): HelpPress {
    const { last } = this
    const up = this.#parts.clock.up()
    if (last && this.isOpen && !last.withdrawn) {
      const ago = up - last.pressedUp
      if (ago >= 0 && ago < joinMs) return last
      if (last.state === 'unkept') this.#unsaid = this.#unsaid.filter(({ press }) => press !== last.press)
    }
    const press = last?.state === 'unkept' ? last.press : randomUUID()
    const body = { press, picture, by, language, withdrawn: false }
    this.#unsaid.push(body)
    this.#last = { ...body, state: 'unkept', since: this.#parts.clock.now(), pressedUp: up, helper: null }
    this.#save()
    return this.#say() ?? this.#last
  }

  /** It works again: undefined when nobody pressed, or a person has taken it already. */
  withdraw(): HelpPress | undefined {
    const { last } = this
    if (!last || !this.canWithdraw) return undefined
    if (last.state === 'unkept') {
      this.#leaveUnsaid(last.press)
      return this.#change({ ...last, state: 'withdrawn' })
    }
    this.#last = { ...last, withdrawn: true }
    this.#unsaid.push(bodyOf(this.#last))
    this.#save()
    return this.#say()
  }

  get isOpen(): boolean {
    return this.last !== undefined && !isOver(this.last.state)
  }

  get canWithdraw(): boolean {
    return this.isOpen && this.last?.state !== 'taken' && !this.last?.withdrawn
  }

  /**
   * What the control plane says of a press holds, also when a person gives it back or takes a closing back; that it works
   * again, when the disk still refuses that, is then not said. Of another press than the last, or of one that works
   * again, it changes nothing.
   */
  hear({ press, state, by }: HelpStateBody): void {
    const last = this.#last
    if (!last || press !== last.press || last.state === 'withdrawn') return
    const helper = by ?? null
    if (state === last.state && helper === last.helper) return
    const isTooLate = last.withdrawn && (state === 'taken' || state === 'closed')
    if (isTooLate) this.#leaveUnsaid(press)
    this.#change({ ...last, withdrawn: last.withdrawn && !isTooLate, state, helper })
  }

  stop(): void {
    clearTimeout(this.#again)
    this.#listeners.clear()
  }

  /** Puts on disk, for the control plane, what waits for that; a disk that refuses is asked again until it does not. */
  #say(): HelpPress | undefined {
    clearTimeout(this.#again)
    const { outbox, clock, queued } = this.#parts
    for (let body = this.#unsaid[0]; body; body = this.#unsaid[0]) {
      if (outbox.offer('help', body, { at: clock.now(), up: clock.up() }) === undefined) {
        this.#again = setTimeout(() => this.#say(), againMs)
        return this.#change(this.#last)
      }
      this.#unsaid.shift()
      queued()
      if (this.#last?.press === body.press)
        this.#last = { ...this.#last, state: body.withdrawn ? 'withdrawn' : 'kept', since: clock.now() }
    }
    return this.#change(this.#last)
  }

  #leaveUnsaid(press: string): void {
    this.#unsaid = this.#unsaid.filter(body => body.press !== press)
  }

  #change(last: HelpPress | undefined): HelpPress | undefined {
    if (!last) return undefined
    const since = last.state === this.#last?.state ? last.since : this.#parts.clock.now()
    this.#last = { ...last, since }
    this.#save()
    for (const listener of this.#listeners) listener()
    return this.#last
  }

  /** What is told to a child, or to the control plane, is on disk first: a power cut makes nobody ask in vain. */
  #save(): void {
    const text = `${JSON.stringify({ last: this.#last, unsaid: this.#unsaid })}\n`
    try {
      writeWholeNow(this.#parts.directory, this.#file, text)
    } catch (error) {
      this.#parts.log('error', 'cannot keep the press for help', { why: reasonOf(error) })
    }
  }
}

const isOver = (state: PressState) => state === 'closed' || state === 'withdrawn'

function bodyOf({ press, picture, by, language, withdrawn }: HelpPress): HelpBody {
  return { press, picture, by, language, withdrawn }
}
