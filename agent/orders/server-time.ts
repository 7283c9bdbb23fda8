/** Clocks are set right by so much without harm; further back it never goes. */
const backMaxMs = 5 * 60_000
/** A word that runs ahead of what is sure by more than this is followed while it is said, and binds nobody afterwards. */
const aheadMaxMs = 15 * 60_000

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
  /** what was signed, or the first word of this run as far as that or the set's own clock bears it out */
  #sure: Moment | undefined
  /** the latest that it was known to be */
  #latest: Moment | undefined

  /**
   * @param up ms since the set started; goes on while it sleeps, or a lid that was shut would stop time
   * @param own the set's clock, ms since 1970 UTC, which may be wrong: it bears out a first word, and nothing else
   */
  constructor(up: () => number, own: () => number) {
    this.#up = up
    this.#own = own
  }

  /** What its clock says, in ms since 1970 UTC, read just now. False: it goes back further than is believed. */
  heard(now: number): boolean {
    if (!this.#heard && now <= this.#own() + aheadMaxMs) this.#sure = this.#later(this.#sure, now)
    this.#heard = { now, up: this.#up() }
    if (now <= this.#since(this.#sure) + aheadMaxMs) this.#latest = this.#later(this.#latest, now)
    return now >= this.#since(this.#latest) - backMaxMs
  }

  /** A time that the control plane signed, in ms since 1970 UTC: it is at least as late. */
  signed(at: number): void {
    this.#sure = this.#later(this.#sure, at)
    this.#latest = this.#later(this.#latest, at)
  }

  /** ms since 1970 UTC; undefined until the control plane has spoken in this run. */
  now(): number | undefined {
    return this.#heard && Math.max(this.#since(this.#heard), this.#since(this.#latest) - backMaxMs)
  }

  /** What time it is by now, when it was that then. */
  #since(moment: Moment | undefined): number {
    return moment ? moment.now + (this.#up() - moment.up) : Number.NEGATIVE_INFINITY
  }

  #later(moment: Moment | undefined, now: number): Moment | undefined {
    return now > this.#since(moment) ? { now, up: this.#up() } : moment
  }
}
