/** Clocks are set right by so much without harm; further back it never goes. */
const backMaxMs = 5 * 60_000
/** A word that runs ahead of the first by more than this is followed while it is said, and binds nobody afterwards. */
const aheadMaxMs = 15 * 60_000
/** So far ahead of the set's own clock, and of what is said later, a first word was wrong. */
const wrongMs = 86_400_000

/** A time, and when it was: ms since 1970 UTC, ms since the set started. */
type Moment = { now: number; up: number }

/**
 * The control plane's clock, as far as its last word and the time since tell. Its words are not signed, so they turn it
 * back by minutes at most: an old command does not become good again; nor does one word make the set deaf by a time that
 * is not yet.
 */
export class ServerTime {
  readonly #up: () => number
  readonly #own: () => number
  #heard: Moment | undefined
  /** the first word of this run, which others are measured by */
  #first: Moment | undefined
  /** the latest that was said and binds */
  #said: Moment | undefined
  #signed: Moment | undefined

  /**
   * @param up ms since the set started; goes on while it sleeps, or a lid that was shut would stop time
   * @param own the set's clock, ms since 1970 UTC, which may be wrong: it only bears out a word against an earlier one
   */
  constructor(up: () => number, own: () => number) {
    this.#up = up
    this.#own = own
  }

  /** What its clock says, in ms since 1970 UTC, read just now. False: it goes back further than is believed. */
  heard(now: number): boolean {
    if (!this.#first || this.#isDisproved(this.#first, now)) {
      this.#first = this.#at(now)
      this.#said = undefined
    }
    this.#heard = this.#at(now)
    const known = Math.max(this.#since(this.#first), this.#since(this.#signed))
    if (now <= known + aheadMaxMs) this.#said = this.#later(this.#said, now)
    return now >= this.#latest() - backMaxMs
  }

  /** A time that the control plane signed, in ms since 1970 UTC: it is at least as late. */
  signed(at: number): void {
    this.#signed = this.#later(this.#signed, at)
  }

  /** ms since 1970 UTC; undefined until the control plane has spoken in this run. */
  now(): number | undefined {
    return this.#heard && Math.max(this.#since(this.#heard), this.#latest() - backMaxMs)
  }

  #isDisproved(word: Moment, now: number): boolean {
    const isBorneOut = Math.abs(now - this.#own()) <= aheadMaxMs
    return isBorneOut && this.#since(word) > now + wrongMs
  }

  #latest(): number {
    return Math.max(this.#since(this.#said), this.#since(this.#signed))
  }

  #at(now: number): Moment {
    return { now, up: this.#up() }
  }

  /** What time it is by now, when it was that then. */
  #since(moment: Moment | undefined): number {
    return moment ? moment.now + (this.#up() - moment.up) : Number.NEGATIVE_INFINITY
  }

  #later(moment: Moment | undefined, now: number): Moment | undefined {
    return now > this.#since(moment) ? this.#at(now) : moment
  }
}
