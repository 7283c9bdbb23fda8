import type { Random } from '../clock.ts'

/** When to try again, in milliseconds. */
export type BackoffTimes = {
  leastMs: number
  /** the wait after the n-th failure lies below `baseMs` · 2ⁿ */
  baseMs: number
  /** and never above this in a lesson: within a minute a set is back and its outbox empty */
  capMs: number
  /** nor above this when no lesson is near */
  calmCapMs: number
  /** a connection that held this long starts the count anew */
  stableMs: number
  /** one that was welcomed counts as at most this many failures: who answers is not overloaded */
  welcomedAttempts: number
  /** after refused credentials */
  refusedMs: readonly [from: number, to: number]
}

export const backoffTimes: BackoffTimes = {
  leastMs: 500,
  baseMs: 1000,
  capMs: 20_000,
  calmCapMs: 300_000,
  stableMs: 60_000,
  welcomedAttempts: 2,
  refusedMs: [300_000, 900_000],
}

/** Full jitter: anywhere between the least wait and the cap of this attempt (attempts count from 0). */
export function nextWaitMs(
  attempts: number,
  times: Pick<BackoffTimes, 'leastMs' | 'baseMs' | 'capMs'>,
  random: Random,
): number {
  const upTo = Math.max(times.leastMs, Math.min(times.capMs, times.baseMs * 2 ** Math.min(attempts, 30)))
  return times.leastMs + random() * (upTo - times.leastMs)
}

/** The wait after refused credentials: long, and never in step with other sets. */
export function refusedWaitMs(times: BackoffTimes, random: Random): number {
  const [from, to] = times.refusedMs
  return from + random() * (to - from)
}

/** Failures in a row after a connection that lasted `heldMs` from its welcome on; 0: it was never welcomed. */
export function attemptsAfter(attempts: number, heldMs: number, times: BackoffTimes): number {
  if (heldMs >= times.stableMs) return 0
  return heldMs > 0 ? Math.min(attempts + 1, times.welcomedAttempts) : attempts + 1
}
