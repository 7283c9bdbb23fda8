/** What is known of the clock of one run of an agent; null until its first hello. */
export type EpochClock = {
  /** Receipt − the set's own clock, ms, as of the last hello. */
  offsetMs: number | null
  /** When the set's `up` was 0, by our clock, ms since 1970 UTC; null for a run that is over. */
  upZeroAt: number | null
}

type Stamp = { at: number; up: number; receivedAt: number }

/**
 * When something happened, by our clock. A run that has said hello counts from the set's start, which no wrong clock
 * can disturb; an older one by the offset measured in it, else by `presentOffsetMs`, and then the time is uncertain.
 * Never later than the receipt.
 */
export function correctedTime(
  stamp: Stamp,
  clock: EpochClock,
  presentOffsetMs: number | null,
): { measuredAt: number; uncertain: boolean } {
  if (clock.upZeroAt !== null) return capped(clock.upZeroAt + stamp.up, stamp, false)
  if (clock.offsetMs !== null) return capped(stamp.at + clock.offsetMs, stamp, false)
  return capped(stamp.at + (presentOffsetMs ?? 0), stamp, true)
}

function capped(at: number, { receivedAt }: Stamp, uncertain: boolean) {
  return { measuredAt: Math.max(0, Math.min(Math.round(at), receivedAt)), uncertain }
}
