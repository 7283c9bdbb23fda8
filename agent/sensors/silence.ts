import type { UdpFact } from '../../protocol/facts.ts'

/** So many requests in a row without an answer, while the control plane is reached, are no bad luck. */
const lostUntilBlocked = 3

/**
 * Tells a line that loses from one that lets no UDP through: when none of the requests of an interval was answered
 * while the control plane is reached otherwise, the line is there, and its loss is not known.
 */
export class Silence {
  #isReached = false
  #settled = 0
  #answered = 0
  #lostInRow = 0
  #lostWhileReached = 0
  #isUnheard = false
  #udp: UdpFact = null

  get udp(): UdpFact {
    return this.#udp
  }
  /** The last interval was without an answer, and there was none since. */
  get isUnheard(): boolean {
    return this.#isUnheard
  }
  get lostInRow(): number {
    return this.#lostInRow
  }

  reached(isReached: boolean): void {
    this.#isReached = isReached
    this.#lostWhileReached = 0
  }

  /** A request is settled; null: without an answer. */
  heard(outcome: number | null): void {
    this.#settled += 1
    if (outcome === null) {
      this.#lostInRow += 1
      if (this.#isReached) this.#lostWhileReached += 1
      return
    }
    this.#answered += 1
    this.#lostInRow = 0
    this.#lostWhileReached = 0
    this.#isUnheard = false
    this.#udp = 'open'
  }

  /** An interval ends. True: it says nothing of the line's loss. */
  endInterval(): boolean {
    const isSilent = this.#settled > 0 && this.#answered === 0
    this.#settled = 0
    this.#answered = 0
    this.#isUnheard = isSilent && this.#lostWhileReached > 0
    if (this.#isUnheard && this.#lostWhileReached >= lostUntilBlocked) this.#udp = 'blocked'
    return this.#isUnheard
  }
}
