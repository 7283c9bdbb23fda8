import type { Arrival } from '../broker/broker.ts'
import { startRateLimit } from '../broker/rate-limit.ts'
import type { Heard } from './batch.ts'
import { startLanes, type Waiting } from './lanes.ts'
import { type Broken, isTooLong, readArrival } from './reading.ts'
import { type StoringParts, startStoring } from './storing.ts'
import { startWaitingRoom } from './waiting-room.ts'

/** A stop waits this long for what is on its way into the database. */
const stopMsMax = 5000

/** Takes messages from a broker, stores them in batches, and names what is stored. */
export type Intake = ReturnType<typeof startIntake>

export function startIntake(parts: StoringParts) {
  const { broker, counters, now } = parts
  let isStopped = false
  const room = startWaitingRoom(() => broker()?.connected() ?? 0)
  const storing = startStoring(parts, room.messages)
  const lanes = startLanes(store, now)
  const rates = startRateLimit()
  const forgetRates = setInterval(() => rates.forget(now()), 60_000)

  function read(arrival: Arrival): Heard[] {
    const heard = readArrival(arrival)
    if (heard === undefined) counters.unreadable.inc()
    if (!heard?.ok) return heard ? [heard.broken] : []
    return heard.aside ? [heard.message, heard.aside] : [heard.message]
  }

  async function store(waiting: readonly Waiting[]): Promise<void> {
    await storing.store(waiting.flatMap(one => ('problem' in one ? [one] : read(one))))
    room.leave(waiting)
  }

  return {
    /** `arrival.payload` as it came: what is longer than its kind may be is judged here and does not wait as a whole. */
    receive(arrival: Arrival): boolean {
      const { device, receivedAt, payload } = arrival
      if (!rates.take(device.no, receivedAt, payload.length)) {
        counters.refused.inc()
        return false
      }
      if (isStopped) return true
      const waits = isTooLong(arrival) ? (read(arrival)[0] as Broken | undefined) : arrival
      if (waits === undefined) return true
      const entry = room.enter(waits)
      if (entry !== 'in') {
        // Whoever is turned away was not acknowledged and sends it again.
        counters.turnedAway.inc()
        if (entry === 'share used') rates.turnedAway(device.no)
        return true
      }
      lanes.put(waits)
      return true
    },
    /** Since when nothing can be stored (ms since 1970 UTC); undefined: all is well. */
    failingSince: storing.failingSince,
    /** How many messages the database refuses while it stores others. */
    refused: storing.refused,
    waiting: room.messages,
    waitingBytes: room.bytes,
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
