import type { StoredRange } from '../../protocol/envelope.ts'
import type { NumberedKind } from '../../protocol/messages.ts'
import { names } from '../../protocol/ranges.ts'
import type { Random } from '../clock.ts'
import type { Waiting } from '../memory/outbox/outbox.ts'

export type SendingTimes = {
  /** messages on their way without an `ack`, at most */
  inFlightMax: number
  /** a message is sent again after this, then after twice as long, up to the last */
  resendMs: number
  /** somebody waits for help: sooner */
  resendHelpMs: number
  resendMaxMs: number
}

/** A wait is this share longer or shorter by chance, so that sets do not speak in step. */
const jitterShare = 0.2

/** What may go at once after a pause, in seconds of the pace. */
const burstSeconds = 0.25

type Flight = Waiting & { dueAt: number; waitMs: number }

/**
 * Which numbered messages may go now: the window, the pace and what is due again. Time is an argument (steady,
 * in milliseconds), so that it can be judged without waiting; it sends nothing itself.
 */
export class Sending {
  readonly #times: SendingTimes
  readonly #random: Random
  readonly #flights = new Map<string, Flight>()
  #pace: number
  #allowance = 1
  #countedAt: number

  constructor(times: SendingTimes, random: Random, pace: number, now: number) {
    this.#times = times
    this.#random = random
    this.#pace = pace
    this.#countedAt = now
  }

  get inFlight(): number {
    return this.#flights.size
  }

  /** Messages a second from here on. */
  setPace(pace: number, now: number): void {
    this.#refill(now)
    this.#pace = pace
    this.#allowance = Math.min(this.#allowance, this.#burst())
  }

  isInFlight(message: { epoch: number; seq: number }): boolean {
    return this.#flights.has(keyOf(message))
  }

  /** How many messages the pace allows now. */
  allowed(now: number): number {
    this.#refill(now)
    return Math.floor(this.#allowance)
  }

  /** How many messages that are not on their way yet fit the window. */
  room(): number {
    return Math.max(0, this.#times.inFlightMax - this.#flights.size)
  }

  /** What waited too long for its `ack`, longest first; at most `limit`. */
  due(now: number, limit: number): Waiting[] {
    const due = [...this.#flights.values()].filter(flight => flight.dueAt <= now)
    return due.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit)
  }

  /** This message left at `now`, for the first time or again. */
  sent(message: Waiting, now: number): void {
    const before = this.#flights.get(keyOf(message))
    const { resendMs, resendHelpMs, resendMaxMs } = this.#times
    const { epoch, seq, kind } = message
    const firstMs = kind === 'help' ? resendHelpMs : resendMs
    const waitMs = before ? Math.min(before.waitMs * 2, resendMaxMs) : firstMs
    const jitter = 1 + jitterShare * (2 * this.#random() - 1)
    this.#flights.set(keyOf(message), { epoch, seq, kind, waitMs, dueAt: now + waitMs * jitter })
    this.#allowance -= 1
  }

  /** Of which kinds those on their way are that these ranges name. */
  kindsOf(ranges: readonly StoredRange[]): NumberedKind[] {
    const named = [...this.#flights.values()].filter(({ epoch, seq }) => names(ranges, epoch, seq))
    return [...new Set(named.map(({ kind }) => kind))]
  }

  /** These are stored, or no longer wait: they leave the window. */
  land(ranges: readonly StoredRange[]): void {
    for (const [key, flight] of this.#flights) {
      if (names(ranges, flight.epoch, flight.seq)) this.#flights.delete(key)
    }
  }

  /** Milliseconds until something may go, given that something new waits or not; undefined: nothing will. */
  nextMs(now: number, newWaits: boolean): number | undefined {
    this.#refill(now)
    const paced = this.#allowance >= 1 ? 0 : ((1 - this.#allowance) / this.#pace) * 1000
    if (newWaits && this.room() > 0) return paced
    const dueAt = Math.min(...[...this.#flights.values()].map(flight => flight.dueAt))
    return Number.isFinite(dueAt) ? Math.max(paced, dueAt - now) : undefined
  }

  #refill(now: number): void {
    this.#allowance = Math.min(this.#burst(), this.#allowance + ((now - this.#countedAt) / 1000) * this.#pace)
    this.#countedAt = now
  }

  #burst(): number {
    return Math.max(1, this.#pace * burstSeconds)
  }
}

function keyOf({ epoch, seq }: { epoch: number; seq: number }): string {
  return `${epoch}.${seq}`
}
