import { join } from 'node:path'
import type { MessageAnswer, MessageBody, MessageSays, SaidBody } from '../../protocol/message.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import { writeWholeNow } from '../memory/whole-file.ts'
import { type KeptMessage, readSaved, type Saved } from './saved.ts'

/** Messages kept at most; the oldest give way. The control plane leaves fewer than that open. */
const keptMax = 60
/** A disk that refused what was said is asked again this often. */
const againMs = 2000
/** No timer waits longer: what is over later is looked for then. */
const timerMsMax = 3_600_000

type MessagesParts = {
  /** the folder of this set */
  directory: string
  outbox: Outbox
  clock: Clock
  /** ms since 1970 UTC by the control plane's clock, as far as it is known */
  now: () => number
  log: Log
  /** something new waits in the outbox */
  queued: () => void
}

/** A message that waits for somebody at the set. */
export type OpenMessage = Pick<MessageBody, 'id' | 'answers' | 'until'> & { says: MessageSays }

/**
 * What the control plane has for who sits at the set. Each message is taken once, survives a restart, and is gone when
 * somebody pressed, when it is taken back, or when its time is over; what became of it is told in the order of its steps.
 */
export class Messages {
  readonly #parts: MessagesParts
  readonly #file: string
  readonly #listeners = new Set<() => void>()
  #kept: KeptMessage[]
  #unsaid: SaidBody[]
  #again: NodeJS.Timeout | undefined
  #over: NodeJS.Timeout | undefined

  private constructor(parts: MessagesParts, file: string, saved: Saved | undefined) {
    this.#parts = parts
    this.#file = file
    this.#kept = saved?.kept ?? []
    this.#unsaid = saved?.unsaid ?? []
  }

  /** A file that is not whole counts as none: what nobody pressed is told again. */
  static async open(parts: MessagesParts): Promise<Messages> {
    const file = join(parts.directory, 'messages.json')
    const messages = new Messages(parts, file, await readSaved(file, parts.log))
    if (messages.#unsaid.length > 0) {
      messages.#say()
      messages.#save()
    }
    messages.#watchTheTime()
    return messages
  }

  /** What waits for somebody now, the oldest first. */
  get open(): readonly OpenMessage[] {
    const now = this.#parts.now()
    return this.#kept.flatMap(({ id, says, answers, until, seen }) =>
      says !== null && !seen && until > now ? [{ id, says, answers, until }] : [],
    )
  }

  /** Calls when a message came, went, or was pressed. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes what was told; whether it is news. What is known, over, or taken back before it came changes nothing. */
  take({ id, says, answers, until }: MessageBody): boolean {
    const known = this.#kept.find(one => one.id === id)
    if (says === null) {
      if (!known || known.says === null) return false
      known.says = null
    } else {
      if (known || until <= this.#parts.now()) return false
      this.#kept.push({ id, says, answers, until, shown: false, seen: false })
    }
    this.#changed()
    return true
  }

  /** It stands on the page, where somebody may read it. */
  shown(id: string): void {
    const one = this.#find(id)
    if (!one || one.shown) return
    one.shown = true
    this.#tell({ message: id, shown: true, seen: false, answer: null })
  }

  /** Somebody pressed, and chose `answer` (null: there was nothing to choose). False: it does not stand there any more. */
  press(id: string, answer: MessageAnswer | null): boolean {
    const one = this.#find(id)
    if (!one) return false
    if (answer === null ? one.answers.length > 0 : !one.answers.includes(answer)) return false
    Object.assign(one, { says: null, shown: true, seen: true })
    this.#tell({ message: id, shown: true, seen: true, answer })
    return true
  }

  stop(): void {
    clearTimeout(this.#again)
    clearTimeout(this.#over)
    this.#listeners.clear()
  }

  #find(id: string): KeptMessage | undefined {
    return this.open.some(one => one.id === id) ? this.#kept.find(one => one.id === id) : undefined
  }

  #tell(body: SaidBody): void {
    this.#unsaid.push(body)
    this.#say()
    this.#changed()
  }

  /** Puts on disk, for the control plane, what waits for that; a disk that refuses is asked again until it does not. */
  #say(): void {
    clearTimeout(this.#again)
    const { outbox, clock, queued } = this.#parts
    for (let body = this.#unsaid[0]; body; body = this.#unsaid[0]) {
      if (outbox.offer('said', body, { at: clock.now(), up: clock.up() }) === undefined) {
        this.#again = setTimeout(() => {
          this.#say()
          this.#save()
        }, againMs)
        return
      }
      this.#unsaid.shift()
      queued()
    }
  }

  #changed(): void {
    this.#save()
    this.#watchTheTime()
    for (const listener of this.#listeners) listener()
  }

  /** Who shows what waits hears when its time is over. */
  #watchTheTime(): void {
    clearTimeout(this.#over)
    const next = Math.min(...this.open.map(({ until }) => until))
    if (next === Number.POSITIVE_INFINITY) return
    const waitMs = Math.min(Math.max(next - this.#parts.now(), 0) + 1, timerMsMax)
    this.#over = setTimeout(() => this.#changed(), waitMs)
  }

  /** What is over is forgotten: nobody tells it again. A cut before this leaves what was said in the outbox: said twice, it is one. */
  #save(): void {
    const now = this.#parts.now()
    this.#kept = this.#kept.filter(({ until }) => until > now).slice(-keptMax)
    const text = `${JSON.stringify({ kept: this.#kept, unsaid: this.#unsaid })}\n`
    try {
      writeWholeNow(this.#parts.directory, this.#file, text)
    } catch (error) {
      this.#parts.log('error', 'cannot keep the messages', { why: reasonOf(error) })
    }
  }
}
