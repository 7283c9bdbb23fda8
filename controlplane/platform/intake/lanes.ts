import type { UpwardKind } from '../../../protocol/messages.ts'
import type { Arrival } from '../broker/broker.ts'
import type { Broken } from './reading.ts'

/** A batch is full at this many messages, or goes when this time has passed. */
const batchMessagesMax = 2000
const batchWaitMs = 5
const lanesCount = 2

/**
 * What a message costs the database beside a report, which costs it next to nothing: a hello as much as dozens. When
 * thousands come back, and when one set says only what costs much, the reports of others still have their turn.
 */
const burdens: Record<UpwardKind, number> = {
  hello: 8,
  today: 8,
  check: 2,
  help: 8,
  said: 2,
  event: 1,
  answer: 1,
  renew: 1,
  bye: 1,
  lost: 1,
  report: 0,
}
const batchBurdenMax = 512
const batchBurdenPerSetMax = 16

/** As it came, or judged already as too long to wait. */
export type Waiting = Arrival | Broken

type Lane = { waiting: Waiting[]; running: Promise<void> | undefined; timer: NodeJS.Timeout | undefined }

/**
 * Gathers messages into batches, at most one on its way for each lane. A device stays in its lane, so that two batches
 * never wait for each other's rows.
 *
 * @param run stores a batch; settles when that is done or given up, never rejects
 * @param now ms since 1970 UTC
 */
export function startLanes(run: (arrivals: readonly Waiting[]) => Promise<void>, now: () => number) {
  const all: Lane[] = Array.from({ length: lanesCount }, () => ({
    waiting: [],
    running: undefined,
    timer: undefined,
  }))
  let stopped = false

  /** A lane that fills a batch goes alone; else what the idle ones hold goes along, because a commit costs most. */
  function start(lane: Lane): void {
    clearTimeout(lane.timer)
    lane.timer = undefined
    if (lane.running !== undefined || lane.waiting.length === 0) return
    const taken = [lane]
    let held = lane.waiting.length
    for (const other of all) {
      if (other.running !== undefined || taken.includes(other)) continue
      if (held + other.waiting.length > batchMessagesMax) continue
      taken.push(other)
      held += other.waiting.length
    }
    const running = run(taken.flatMap(takeBatch)).finally(() => {
      for (const one of taken) one.running = undefined
      for (const one of taken) if (isDue(one) && !stopped) start(one)
    })
    for (const one of taken) one.running = running
  }

  /** What came in while a batch was on its way waits its time too: few large batches cost less than many small ones. */
  function isDue({ waiting, timer }: Lane): boolean {
    const [first] = waiting
    if (first === undefined) return false
    return (
      timer === undefined || waiting.length >= batchMessagesMax || now() - first.receivedAt >= batchWaitMs
    )
  }

  return {
    put(arrival: Waiting): void {
      const lane = all[arrival.device.no % lanesCount] as Lane
      lane.waiting.push(arrival)
      if (lane.waiting.length >= batchMessagesMax) start(lane)
      else lane.timer ??= setTimeout(start, batchWaitMs, lane)
    },
    /** Sends off what waits, if `all` is meant, and settles when the batches on their way are done. */
    async finish(sendOff: boolean): Promise<void> {
      if (sendOff) for (const lane of all) start(lane)
      await Promise.all(all.map(({ running }) => running))
    },
    stop(): void {
      stopped = true
      for (const { timer } of all) clearTimeout(timer)
    },
  }
}

/** Takes the oldest messages of a lane. A set of which one costs too much waits, and what it said after that too. */
function takeBatch(lane: Lane): Waiting[] {
  const taken: Waiting[] = []
  const left: Waiting[] = []
  const held = new Set<number>()
  const burdenOf = new Map<number, number>()
  let burden = 0
  let next = 0
  for (; next < lane.waiting.length && taken.length < batchMessagesMax; next++) {
    const one = lane.waiting[next] as Waiting
    const { no } = one.device
    const cost = burdens[one.kind]
    const ofSet = (burdenOf.get(no) ?? 0) + cost
    if (held.has(no) || (cost > 0 && (burden + cost > batchBurdenMax || ofSet > batchBurdenPerSetMax))) {
      held.add(no)
      left.push(one)
      continue
    }
    taken.push(one)
    if (cost === 0) continue
    burden += cost
    burdenOf.set(no, ofSet)
  }
  lane.waiting = left.concat(lane.waiting.slice(next))
  return taken
}
