/** What one set may send: the burst of an outbox that empties, then a steady stream. */
const messagesPerSecondMax = 50
const burstMessagesMax = 2000

type Bucket = { tokens: number; at: number }

/** A token bucket per device; buckets that are full again are forgotten, so the number kept follows those who send. */
export function startRateLimit() {
  const buckets = new Map<number, Bucket>()
  const refillMs = (burstMessagesMax / messagesPerSecondMax) * 1000

  return {
    /** Whether this device may send one more message at `now` (ms). */
    take(deviceNo: number, now: number): boolean {
      const bucket = buckets.get(deviceNo) ?? { tokens: burstMessagesMax, at: now }
      const refilled = bucket.tokens + ((now - bucket.at) / 1000) * messagesPerSecondMax
      bucket.tokens = Math.min(burstMessagesMax, refilled) - 1
      bucket.at = now
      buckets.set(deviceNo, bucket)
      if (bucket.tokens >= 0) return true
      bucket.tokens = 0
      return false
    },
    /** Forgets who has been silent long enough to have a full bucket again. */
    forget(now: number): void {
      for (const [deviceNo, bucket] of buckets) if (now - bucket.at > refillMs) buckets.delete(deviceNo)
    },
  }
}
