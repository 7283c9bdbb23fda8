import { isNumbered } from '../../../protocol/messages.ts'
import { type Ack, ackRangesMax, defaultPace, type State } from '../../../protocol/presence.ts'
import { joinNumbers } from '../../../protocol/ranges.ts'
import type { Broker } from '../broker/broker.ts'
import type { Log } from '../log.ts'
import type { Nudges } from '../nudges.ts'
import type { Database } from '../postgres/database.ts'
import { type Stored, storeBatch } from './batch.ts'
import type { Inbound } from './contract.ts'
import type { IntakeCounters } from './counters.ts'
import type { Broken, Message } from './reading.ts'

const retryMsMin = 100
const retryMsMax = 2000
/** Messages a second a set may send while the database is away. */
const overloadedPace = 1

export type StoringParts = {
  sql: Database
  inbound: Inbound
  nudges: Pick<Nudges, 'tell'>
  /** Where acknowledgements go; started after the intake, because it delivers into it. */
  broker(): Broker | undefined
  counters: IntakeCounters
  log: Log
  now(): number
}

/** Stores batches until they are stored, and tells the sets what is. `waiting`: how many messages wait, for the log. */
export function startStoring(parts: StoringParts, waiting: () => number) {
  const trouble = openTrouble(parts, waiting)
  let isStopped = false
  return {
    failingSince: trouble.since,
    async store(messages: Message[], broken: Broken[]): Promise<void> {
      for (let attempt = 0; !isStopped; attempt++) {
        try {
          const stored = await storeBatch(parts, messages, broken)
          if (attempt > 0) trouble.over()
          tell(parts, stored)
          return
        } catch (failure) {
          if (attempt === 0) trouble.begins(failure)
          await delay(Math.min(retryMsMax, retryMsMin * 2 ** attempt))
        }
      }
    },
    /** What is tried now is tried no more. */
    stop(): void {
      isStopped = true
    },
  }
}

/** Slows the sets down while any batch cannot be stored. */
function openTrouble({ broker, log, now }: StoringParts, waiting: () => number) {
  let batches = 0
  let since: number | undefined
  const sendState = (state: State) => broker()?.sendAll('state', state)
  return {
    since: () => since,
    begins(failure: unknown): void {
      batches++
      if (since !== undefined) return
      since = now()
      log.error(
        { failure: String(failure), waiting: waiting() },
        'messages wait, because they cannot be stored',
      )
      sendState({ reason: 'overloaded', pace: overloadedPace })
    },
    over(): void {
      batches--
      if (since === undefined || batches > 0) return
      log.info({ seconds: (now() - since) / 1000, waiting: waiting() }, 'messages are stored again')
      since = undefined
      sendState({ reason: 'ready', pace: defaultPace })
    },
  }
}

/** Names to each set what is stored of it, and tells the others what changed. */
function tell(
  { broker, counters, nudges, now }: StoringParts,
  { messages, broken, reactions }: Stored,
): void {
  counters.stored.inc(messages.length)
  counters.quarantined.inc(broken.length)
  for (const [deviceId, numbers] of numbersByDevice([...messages, ...broken])) {
    const ranges = joinNumbers(numbers)
    for (let from = 0; from < ranges.length; from += ackRangesMax) {
      const ack: Ack = { stored: ranges.slice(from, from + ackRangesMax), now: now() }
      broker()?.send(deviceId, 'ack', ack)
    }
  }
  for (const reaction of reactions) {
    if (typeof reaction === 'function') reaction()
    else nudges.tell(reaction.changes)
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
