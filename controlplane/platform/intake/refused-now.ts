import type { Heard } from './batch.ts'

/** As many are remembered; more are counted as these many. */
const rememberedMax = 1000
/** A set sends again within five minutes; what did not come for so long will not come again. */
const rememberedMs = 900_000

/** What the database refuses and what waits on its sets for that reason, until it is stored. `now`: ms since 1970 UTC. */
export function startRefusedNow(now: () => number) {
  const seen = new Map<string, number>()
  return {
    refused(heard: readonly Heard[]): void {
      for (const one of heard) {
        const key = keyOf(one)
        if (seen.has(key) || seen.size < rememberedMax) seen.set(key, now())
      }
    },
    stored(heard: readonly Heard[]): void {
      if (seen.size > 0) for (const one of heard) seen.delete(keyOf(one))
    },
    count(): number {
      for (const [key, at] of seen) if (now() - at > rememberedMs) seen.delete(key)
      return seen.size
    },
  }
}

function keyOf({ device, kind, epoch, seq }: Heard): string {
  return `${device.no} ${kind} ${epoch} ${seq}`
}
