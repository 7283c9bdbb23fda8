import type { Refusal } from '../../../protocol/kept-out.ts'
import { isNumbered } from '../../../protocol/messages.ts'
import { type Ack, ackRangesMax, defaultPace, type State } from '../../../protocol/presence.ts'
import { joinNumbers } from '../../../protocol/ranges.ts'
import { refusedRangesMax } from '../../../protocol/refusal.ts'
import type { Broker } from '../broker/broker.ts'
import type { Log } from '../log.ts'
import type { Nudges } from '../nudges.ts'
import type { Database } from '../postgres/database.ts'
import { startAllowances } from './allowances.ts'
import { type Heard, isWhole, type Stored } from './batch.ts'
import type { Inbound } from './contract.ts'
import type { IntakeCounters } from './counters.ts'
import { openWork, storeInPieces } from './pieces.ts'
import { startRefusedNow } from './refused-now.ts'

/** A batch that takes longer waits for something in the database, such as a lock. */
const batchMsMax = 10_000
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

/**
 * Stores batches until they are stored or refused, and tells the sets what is. `waiting`: how many messages wait, for
 * the log.
 */
export function startStoring(parts: StoringParts, waiting: () => number) {
  const { sql, inbound, counters, log, now } = parts
  const trouble = openTrouble(parts, waiting)
  const allowances = startAllowances(inbound.allowances, now)
  const refusedNow = startRefusedNow(now)
  /** When each batch on its way began. */
  const underWay = new Set<{ since: number }>()
  let isStopped = false

  function told(stored: Stored): void {
    allowances.spend(stored.fresh)
    refusedNow.stored(stored.stored)
    tell(parts, stored)
  }

  function leave(left: readonly Heard[]): void {
    if (left.length === 0) return
    refusedNow.refused(left)
    counters.unstorable.inc(left.length)
    log.error({ messages: left.length }, 'the database refuses messages, which their sets keep')
  }

  function stuckSince(): number | undefined {
    const [oldest] = underWay
    return oldest && now() - oldest.since > batchMsMax ? oldest.since : undefined
  }

  return {
    /** Since when nothing can be stored, or a batch does not come to its end. */
    failingSince: () => trouble.since() ?? stuckSince(),
    /** How many messages the database refuses, as far as is known. */
    refused: refusedNow.count,
    async store(heard: readonly Heard[]): Promise<void> {
      if (heard.length === 0) return
      const work = openWork(heard)
      const way = { since: now() }
      underWay.add(way)
      const began = performance.now()
      for (let attempt = 0; !isStopped; attempt++) {
        try {
          await storeInPieces({ sql, inbound, allowances }, work, { attempt, tell: told })
          if (attempt > 0) trouble.over()
          leave(work.left)
          break
        } catch (failure) {
          if (attempt === 0) trouble.begins(failure)
          await delay(Math.min(retryMsMax, retryMsMin * 2 ** attempt))
        }
      }
      underWay.delete(way)
      counters.seconds.inc((performance.now() - began) / 1000)
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

/** Names to each set what is stored of it and what is not, and tells the others what changed. */
function tell({ broker, counters, nudges, now }: StoringParts, { stored, keptOut, reactions }: Stored): void {
  const broken = stored.filter(one => !isWhole(one)).length
  counters.stored.inc(stored.length - broken)
  counters.quarantined.inc(broken)
  for (const [deviceId, numbers] of numbersByDevice(stored)) {
    const ranges = joinNumbers(numbers)
    for (let from = 0; from < ranges.length; from += ackRangesMax) {
      const ack: Ack = { stored: ranges.slice(from, from + ackRangesMax), now: now() }
      broker()?.send(deviceId, 'ack', ack)
    }
  }
  for (const [reason, ofReason] of Map.groupBy(keptOut, one => one.reason)) {
    counters.keptOut.inc({ reason }, ofReason.length)
    for (const [deviceId, numbers] of numbersByDevice(ofReason)) {
      broker()?.send(deviceId, 'refused', asRefused(reason, numbers, now()))
    }
  }
  for (const reaction of reactions) {
    if (typeof reaction === 'function') reaction()
    else nudges.tell(reaction.changes)
  }
}

function asRefused(reason: Refusal, numbers: readonly [number, number][], now: number) {
  return { reason, numbers: joinNumbers(numbers).slice(0, refusedRangesMax), now }
}

type Named = Pick<Heard, 'device' | 'kind' | 'epoch' | 'seq'>

function numbersByDevice(messages: readonly Named[]): Map<string, [number, number][]> {
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
