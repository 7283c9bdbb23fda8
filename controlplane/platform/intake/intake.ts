import { isNumbered } from '../../../protocol/messages.ts'
import type { Ack, State } from '../../../protocol/presence.ts'
import { ackRangesMax, defaultPace } from '../../../protocol/presence.ts'
import { joinNumbers } from '../../../protocol/ranges.ts'
import type { Arrival, Broker } from '../broker/broker.ts'
import { startRateLimit } from '../broker/rate-limit.ts'
import type { Log } from '../log.ts'
import type { Nudges } from '../nudges.ts'
import type { Database } from '../postgres/database.ts'
import { storeBatch } from './batch.ts'
import type { Inbound } from './contract.ts'
import type { IntakeCounters } from './counters.ts'
import { startLanes } from './lanes.ts'
import { type Broken, type Message, readArrival } from './reading.ts'

/** What may wait for the database: this many messages a connected set, and never fewer than this in all. */
const waitingPerSetMax = 32
const waitingMin = 4096

const retryMsMin = 100
const retryMsMax = 2000
/** A stop waits this long for what is on its way into the database. */
const stopMsMax = 5000
/** Messages a second a set may send while the database is away. */
const overloadedPace = 1

type Parts = {
  sql: Database
  inbound: Inbound
  nudges: Pick<Nudges, 'tell'>
  /** Where acknowledgements go; started after the intake, because it delivers into it. */
  broker(): Broker | undefined
  counters: IntakeCounters
  log: Log
  now(): number
}

/** Takes messages from a broker, stores them in batches, and names what is stored. */
export type Intake = ReturnType<typeof startIntake>

export function startIntake({ sql, inbound, nudges, broker, counters, log, now }: Parts) {
  const lanes = startLanes(store, now)
  const rates = startRateLimit()
  const forgetRates = setInterval(() => rates.forget(now()), 60_000)
  let waiting = 0
  let batchesFailing = 0
  let failingSince: number | undefined
  let stopped = false

  function receive(arrival: Arrival): boolean {
    if (!rates.take(arrival.device.no, arrival.receivedAt)) {
      counters.refused.inc()
      return false
    }
    // Whoever is turned away here was not acknowledged and sends it again.
    if (stopped || waiting >= Math.max(waitingMin, waitingPerSetMax * (broker()?.connected() ?? 0))) {
      counters.turnedAway.inc()
      return true
    }
    waiting++
    lanes.put(arrival)
    return true
  }

  async function store(arrivals: readonly Arrival[]): Promise<void> {
    const messages: Message[] = []
    const broken: Broken[] = []
    for (const arrival of arrivals) {
      const read = readArrival(arrival)
      if (read === undefined) counters.unreadable.inc()
      else if (read.ok) messages.push(read.message)
      else broken.push(read.broken)
    }
    await storeUntilDone(messages, broken)
    waiting -= arrivals.length
  }

  async function storeUntilDone(messages: Message[], broken: Broken[]): Promise<void> {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        const stored = await storeBatch({ sql, inbound }, messages, broken)
        if (attempt > 0) healed()
        tell(stored.messages, stored.broken)
        for (const reaction of stored.reactions) {
          if (typeof reaction === 'function') reaction()
          else nudges.tell(reaction.changes)
        }
        return
      } catch (failure) {
        if (attempt === 0) failing(failure)
        await delay(Math.min(retryMsMax, retryMsMin * 2 ** attempt))
      }
    }
  }

  function tell(messages: readonly Message[], broken: readonly Broken[]): void {
    counters.stored.inc(messages.length)
    counters.quarantined.inc(broken.length)
    for (const [deviceId, numbers] of numbersByDevice([...messages, ...broken])) {
      const ranges = joinNumbers(numbers)
      for (let from = 0; from < ranges.length; from += ackRangesMax) {
        const ack: Ack = { stored: ranges.slice(from, from + ackRangesMax), now: now() }
        broker()?.send(deviceId, 'ack', ack)
      }
    }
  }

  function failing(failure: unknown): void {
    batchesFailing++
    if (failingSince !== undefined) return
    failingSince = now()
    log.error({ failure: String(failure), waiting }, 'messages wait, because they cannot be stored')
    sendState({ reason: 'overloaded', pace: overloadedPace })
  }

  function healed(): void {
    batchesFailing--
    if (failingSince === undefined || batchesFailing > 0) return
    log.info({ seconds: (now() - failingSince) / 1000, waiting }, 'messages are stored again')
    failingSince = undefined
    sendState({ reason: 'ready', pace: defaultPace })
  }

  function sendState(state: State): void {
    broker()?.sendAll('state', state)
  }

  return {
    receive,
    /** Since when nothing can be stored (ms since 1970 UTC); undefined: all is well. */
    failingSince: () => failingSince,
    waiting: () => waiting,
    /** Stores what waits, as long as that goes well; what is left was never acknowledged. */
    async stop(): Promise<void> {
      clearInterval(forgetRates)
      const late = new Promise(resolve => setTimeout(resolve, stopMsMax).unref())
      await Promise.race([lanes.finish(failingSince === undefined), late])
      lanes.stop()
      stopped = true
    },
  }
}

function numbersByDevice(messages: readonly (Message | Broken)[]): Map<string, [number, number][]> {
  const byDevice = new Map<string, [number, number][]>()
  for (const { device, kind, epoch, seq } of messages) {
    if (!isNumbered(kind)) continue
    const numbers = byDevice.get(device.id)
    if (numbers) numbers.push([epoch, seq])
    else byDevice.set(device.id, [[epoch, seq]])
  }
  return byDevice
}

function delay(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
