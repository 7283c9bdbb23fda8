/** How far the set's clock is ahead of the control plane's, as far as the last word from there tells. */
export class ServerClock {
  readonly #now: () => number
  #offsetMs: number | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  /** Milliseconds; null until the control plane has spoken. */
  get offsetMs(): number | null {
    return this.#offsetMs
  }

  /** The control plane's clock, just heard: off by the time the message travelled. */
  heard(serverNow: number): void {
    this.#offsetMs = this.#now() - serverNow
  }
}
