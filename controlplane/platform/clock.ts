/** What time it is. Every instant that the product writes down or compares comes from it. */
export type Clock = {
  /** ms since 1970 UTC. */
  now(): number
  /** Whoever started the process moves it: scheduled jobs wait to be told to run what is due. */
  isHeld: boolean
}

export const realClock: Clock = { now: () => Date.now(), isHeld: false }
