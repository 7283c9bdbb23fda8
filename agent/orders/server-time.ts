/** The control plane's clock, as far as its last word and the time since tell; the set's own clock plays no part. */
export class ServerTime {
  readonly #up: () => number
  #heard: { now: number; up: number } | undefined

  /** @param up ms since the set started; goes on while it sleeps, or a lid that was shut would stop time */
  constructor(up: () => number) {
    this.#up = up
  }

  /** What its clock says, in ms since 1970 UTC, read just now. */
  heard(now: number): void {
    this.#heard = { now, up: this.#up() }
  }

  /** ms since 1970 UTC; undefined until the control plane has spoken in this run. */
  now(): number | undefined {
    return this.#heard && this.#heard.now + (this.#up() - this.#heard.up)
  }
}
