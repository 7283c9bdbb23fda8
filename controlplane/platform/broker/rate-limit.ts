type Rate = { perSecond: number; burst: number }

/** What one set may send: the burst of an outbox that empties, then a steady stream. */
const messages: Rate = { perSecond: 50, burst: 2000 }
/** Packets of every kind: those messages, each with its acknowledgement, and what keeps the line. */
export const packets: Rate = { perSecond: 120, burst: 4500 }

/** A message as long as the longest kind may be costs one; one that is longer costs what it is. */
const bytesPerToken = 8192

/** What was not taken costs as much as so many: who sends on and on what there is no room for is soon closed. */
const turnedAwayTokens = 20

type Bucket = { tokens: number; at: number }

/** A token bucket per device; buckets that are full again are forgotten, so the number kept follows those who send. */
export function startRateLimit({ perSecond, burst }: Rate = messages) {
  const buckets = new Map<number, Bucket>()
  const refillMs = (burst / perSecond) * 1000

  function spend(deviceNo: number, now: number, cost: number): boolean {
    const bucket = buckets.get(deviceNo) ?? { tokens: burst, at: now }
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * perSecond
    bucket.tokens = Math.min(burst, refilled) - cost
    bucket.at = now
    buckets.set(deviceNo, bucket)
    if (bucket.tokens >= 0) return true
    bucket.tokens = 0
    return false
  }

  return {
    /** Whether this device may send one more message, of this length, at `now` (ms). */
    take: (deviceNo: number, now: number, bytes: number) =>
      spend(deviceNo, now, Math.max(1, Math.ceil(bytes / bytesPerToken))),
    /** Whether it may send so many at `now` (ms), whatever their length. */
    takeMany: spend,
    /** What this device sent last was not taken: that counts against it. */
    turnedAway(deviceNo: number): void {
      const bucket = buckets.get(deviceNo)
      if (bucket) bucket.tokens = Math.max(0, bucket.tokens - turnedAwayTokens)
    },
    /** Forgets who has been silent long enough to have a full bucket again. */
    forget(now: number): void {
      for (const [deviceNo, bucket] of buckets) if (now - bucket.at > refillMs) buckets.delete(deviceNo)
    },
  }
}
