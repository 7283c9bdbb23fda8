/** The control plane's clock, as far as its last word and the time since tell; the set's own clock plays no part. */
export class ServerTime {
  readonly #steady: () => number
  #heard: { now: number; at: number } | undefined

  constructor(steady: () => number) {
    this.#steady = steady
  }

  /** What its clock says, in ms since 1970 UTC, read just now. */
  heard(now: number): void {
    this.#heard = { now, at: this.#steady() }
  }

  /** ms since 1970 UTC; undefined until the control plane has spoken in this run. */
  now(): number | undefined {
    return this.#heard && this.#heard.now + (this.#steady() - this.#heard.at)
  }
}
