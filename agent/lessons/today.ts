import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { TodayBody } from '../../protocol/lessons.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import { readSavedFile } from '../memory/saved-file.ts'
import { writeWholeNow } from '../memory/whole-file.ts'

/** Words an hour at most; more of them is a button that sticks. */
const wordsMax = 20
const hourMs = 3_600_000
/** No day is longer; what seems to hold longer was said by a clock that ran ahead. */
const dayMsMax = 25 * hourMs
const zone = 'Europe/Brussels'

export type TodayWord = TodayBody['what']

/** A word that holds, until when: ms since 1970 UTC. */
const Said = Type.Array(Type.Object({ what: TodayBody.properties.what, until: Type.Number() }))
type Said = Static<typeof Said>

type TodayParts = {
  /** the folder of this set */
  directory: string
  outbox: Outbox
  clock: Clock
  log: Log
  /** something new waits in the outbox */
  queued: () => void
}

/** What is otherwise today, said on the set's page; what holds survives a restart, so that it can be taken back. */
export class Today {
  readonly #parts: TodayParts
  readonly #listeners = new Set<() => void>()
  #said: Said
  #saidAt: number[] = []

  private constructor(parts: TodayParts, said: Said) {
    this.#parts = parts
    this.#said = said
  }

  /** A file that is not whole counts as none: only taking back is lost. */
  static async open(parts: TodayParts): Promise<Today> {
    const said = await readSavedFile(fileOf(parts), Said, 'what is otherwise today', parts.log)
    return new Today(parts, said ?? [])
  }

  /** What holds now: said, not taken back, not over. */
  get holding(): readonly TodayWord[] {
    const now = this.#parts.clock.now()
    return this.#said.filter(({ until }) => until > now && until - now <= dayMsMax).map(({ what }) => what)
  }

  /** Calls when something was said. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** True: it is on disk and will arrive; false: too much was said, or the disk refused. */
  say(body: TodayBody): boolean {
    const { outbox, clock, queued } = this.#parts
    const steady = clock.steady()
    this.#saidAt = this.#saidAt.filter(at => steady - at < hourMs)
    // What holds can always be taken back.
    const isTakenBack = body.undo && this.holding.includes(body.what)
    if (this.#saidAt.length >= wordsMax && !isTakenBack) return false
    if (outbox.add('today', body, { at: clock.now(), up: clock.up() }) === undefined) return false
    this.#saidAt.push(steady)
    queued()
    this.#keep(body)
    return true
  }

  #keep({ what, until, undo }: TodayBody): void {
    const { directory, clock, log } = this.#parts
    const now = clock.now()
    const others = this.#said.filter(said => said.what !== what && said.until > now)
    this.#said = undo ? others : [...others, { what, until: until ?? endOfDay(now) }]
    try {
      writeWholeNow(directory, fileOf(this.#parts), `${JSON.stringify(this.#said)}\n`)
    } catch (error) {
      log('error', 'cannot keep what is otherwise today', { why: reasonOf(error) })
    }
    for (const listener of this.#listeners) listener()
  }
}

const fileOf = ({ directory }: TodayParts) => join(directory, 'today.json')

function endOfDay(now: number): number {
  const day = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone)
  return day.startOfDay().add({ days: 1 }).epochMilliseconds
}
