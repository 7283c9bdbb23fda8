import { uptime } from 'node:os'

/** Time as the agent uses it; all in milliseconds. */
export type Clock = {
  /** since 1970 UTC, by the set's clock, which may be wrong */
  now: () => number
  /** since the set started, its sleep counted in, whole */
  up: () => number
  /** never goes back; for intervals only */
  steady: () => number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  up: () => Math.round(uptime() * 1000),
  steady: () => performance.now(),
}

/** A number from 0 up to, not including, 1. */
export type Random = () => number
