import type { Arrival } from '../broker/broker.ts'
import { startRateLimit } from '../broker/rate-limit.ts'
import { startLanes } from './lanes.ts'
import { type Broken, type Message, readArrival } from './reading.ts'
import { type StoringParts, startStoring } from './storing.ts'

/** What may wait for the database: this many messages a connected set, and never fewer than this in all. */
const waitingPerSetMax = 32
const waitingMin = 4096

/** A stop waits this long for what is on its way into the database. */
const stopMsMax = 5000

/** Takes messages from a broker, stores them in batches, and names what is stored. */
export type Intake = ReturnType<typeof startIntake>

export function startIntake(parts: StoringParts) {
  const { broker, counters, now } = parts
  let waiting = 0
  let isStopped = false
  const storing = startStoring(parts, () => waiting)
  const lanes = startLanes(store, now)
  const rates = startRateLimit()
  const forgetRates = setInterval(() => rates.forget(now()), 60_000)

  async function store(arrivals: readonly Arrival[]): Promise<void> {
    const messages: Message[] = []
    const broken: Broken[] = []
    for (const arrival of arrivals) {
      const read = readArrival(arrival)
      if (read === undefined) counters.unreadable.inc()
      else if (read.ok) messages.push(read.message)
      else broken.push(read.broken)
    }
    await storing.store(messages, broken)
    waiting -= arrivals.length
  }

  return {
    receive(arrival: Arrival): boolean {
      if (!rates.take(arrival.device.no, arrival.receivedAt)) {
        counters.refused.inc()
        return false
      }
      // Whoever is turned away here was not acknowledged and sends it again.
      if (isStopped || waiting >= Math.max(waitingMin, waitingPerSetMax * (broker()?.connected() ?? 0))) {
        counters.turnedAway.inc()
        return true
      }
      waiting++
      lanes.put(arrival)
      return true
    },
    /** Since when nothing can be stored (ms since 1970 UTC); undefined: all is well. */
    failingSince: storing.failingSince,
    waiting: () => waiting,
    /** Stores what waits, as long as that goes well; what is left was never acknowledged. */
    async stop(): Promise<void> {
      clearInterval(forgetRates)
      const late = new Promise(resolve => setTimeout(resolve, stopMsMax).unref())
      await Promise.race([lanes.finish(storing.failingSince() === undefined), late])
      lanes.stop()
      isStopped = true
      storing.stop()
    },
  }
}
