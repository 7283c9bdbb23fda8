import type { DoorKind } from '../../protocol/doors.ts'
import type { ByeReason } from '../../protocol/presence.ts'
import { reasonOf } from '../log.ts'
import { pause } from '../pause.ts'
import { attemptsAfter, nextWaitMs, refusedWaitMs } from './backoff.ts'
import { Connection, type ConnectionParts, type Ending, type Over } from './connection.ts'
import type { Opened } from './door.ts'
import { Doors, type MqttDoorKind } from './doors.ts'
import type { ShutWalk } from './last-resort.ts'
import type { Ways } from './ways.ts'

export type LinkParts = Omit<ConnectionParts, 'onEntered'> & {
  ways: Ways
  /** a door was tried; `isClear`: what answered there speaks no TLS */
  onTried: (door: DoorKind, isClear: boolean) => void
  /** which door is open, and how the others went */
  onOpen: (door: DoorKind, outcomes: ShutWalk['outcomes']) => void
  /** a connection ended that the broker had let in */
  onOver: () => void
  /** whether a lesson is on or near: then the way back is short */
  isLesson: () => boolean
  /** no door is open: what else there is to try, and whether to walk again at once; never throws */
  onShut: (walk: ShutWalk, signal: AbortSignal) => Promise<'again' | 'wait'>
}

/** After `going_down` a set waits as if this many connections had failed: a restart takes a few seconds. */
const calmAttempts = 4

/** After these a set comes back without waiting, once. */
const endingsThatReturn: readonly Ending[] = ['jumped', 'renewed']

/** Holds one connection to the broker at a time, through the first door that is open, and comes back with full jitter. */
export class Link {
  readonly #parts: LinkParts
  readonly #doors: Doors<MqttDoorKind>
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #connection: Connection | undefined

  constructor(parts: LinkParts) {
    this.#parts = parts
    this.#doors = new Doors(parts.ways.kinds, parts.times.preferDoorMs)
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Something new waits in the outbox. */
  wake(): void {
    this.#connection?.wake()
  }

  /** Ends the connection and comes back at once, with the certificate that is then in use. */
  renew(): void {
    void this.#connection?.leaveToRenew()
  }

  /** Says goodbye when there is somebody to hear it, and ends. */
  async stop(reason: ByeReason): Promise<void> {
    this.#stopping.abort()
    await this.#connection?.sayBye(reason)
    await this.#running
  }

  async #run(): Promise<void> {
    const { times, log } = this.#parts
    const stop = this.#stopping.signal
    let attempts = 0
    let returns = 0
    while (!stop.aborted) {
      const { ending, heldMs, again } = await this.#connectOnce()
      attempts = attemptsAfter(attempts, heldMs, times)
      returns = again ? returns + 1 : 0
      if (ending === 'going down') attempts = Math.max(attempts, calmAttempts)
      if (stop.aborted) return
      const waitMs = returns === 1 ? 0 : this.#waitMs(ending, attempts)
      log('info', 'connection over', { ending, heldMs: Math.round(heldMs), waitMs: Math.round(waitMs) })
      await pause(waitMs, stop)
    }
  }

  #waitMs(ending: Ending, attempts: number): number {
    const { times, random, isLesson } = this.#parts
    if (ending === 'refused') return refusedWaitMs(times, random)
    return nextWaitMs(attempts, { ...times, capMs: isLesson() ? times.capMs : times.calmCapMs }, random)
  }

  /** Walks the doors until one is open, and stays there until the connection ends. */
  async #connectOnce(): Promise<Over & { again: boolean }> {
    const { clock, log, onShut } = this.#parts
    const stop = this.#stopping.signal
    let ending: Ending = 'ended'
    try {
      for (const kind of this.#doors.walk(clock.steady())) {
        const over = await this.#through(kind)
        if (over.entered) return { ...over, again: endingsThatReturn.includes(over.ending) }
        if (over.ending === 'refused') ending = 'refused'
        if (stop.aborted) break
      }
    } catch (error) {
      log('error', 'cannot connect', { why: reasonOf(error) })
    }
    const walk = { outcomes: this.#doors.outcomes, refused: ending === 'refused' }
    const again = !stop.aborted && (await onShut(walk, stop)) === 'again'
    return { ending, heldMs: 0, entered: false, again }
  }

  async #through(kind: MqttDoorKind): Promise<Over> {
    const opened = await this.#parts.ways.open(kind, this.#stopping.signal)
    this.#parts.onTried(kind, opened.outcome !== 'open' && opened.isClear === true)
    if (opened.outcome !== 'open') {
      const { outcome, why, final } = opened
      this.#doors.tried(kind, outcome)
      this.#parts.log('warn', 'a door is shut', { door: kind, outcome, why })
      return { ending: final ? 'refused' : 'ended', heldMs: 0, entered: false }
    }
    const over = await this.#connect(kind, opened)
    if (!over.entered) this.#doors.tried(kind, 'refused')
    return over
  }

  /** Throws when the number of the connection cannot be saved: then there is none. */
  async #connect(kind: MqttDoorKind, { stream }: Extract<Opened, { outcome: 'open' }>): Promise<Over> {
    const { savedState, outbox, clock, onOpen, onOver } = this.#parts
    const nowhere: Over = { ending: 'ended', heldMs: 0, entered: false }
    let number: number
    try {
      number = await savedState.nextConnection(outbox.dropped)
    } catch (cause) {
      stream.destroy()
      throw new Error(`cannot save the number of the next connection: ${reasonOf(cause)}`, { cause })
    }
    if (stream.destroyed || this.#stopping.signal.aborted) {
      stream.destroy()
      return nowhere
    }
    const onEntered = () => {
      this.#doors.worked(kind, clock.steady())
      onOpen(kind, this.#doors.outcomes)
    }
    try {
      this.#connection = new Connection({ ...this.#parts, onEntered }, number, stream)
      const over = await this.#connection.over
      if (over.entered) onOver()
      return over
    } finally {
      this.#connection = undefined
    }
  }
}
