import { setTimeout as delay } from 'node:timers/promises'
import { until } from '../support/until.ts'
import { readContexts } from './certificates-file.ts'
import { type Latencies, startLatencies } from './latencies.ts'
import { LoadSet, type Speech } from './load-set.ts'

/** What a load is: who sends, how much at once, and how often at most. */
export type LoadOrder = {
  port: number
  speech: Speech
  deviceIds: string[]
  /** The file with their certificates; left out: plain TCP. */
  certificates?: string
  epoch: number
  window: number
  /** Reports a second that one set may send; null: as fast as it is acknowledged. */
  perSetPerSecond: number | null
  /** Reports that a set sends together. */
  burst: number
}

/** What came of a stretch of it; latencies from sent to acknowledged, in ms. */
export type LoadResult = {
  acknowledged: number
  seconds: number
  cpuSeconds: number
  latencies: Latencies
}

const tickMs = 5
const connectingMax = 100
const readyMsMax = 120_000
const drainMsMax = 20_000

export type Load = {
  /** Sends from here on, until `pause`. */
  begin(): void
  /** Sends no more and waits until all that was sent is acknowledged. @throws when that takes too long. */
  pause(): Promise<void>
  /** Counts what is acknowledged within the next `seconds`. @throws when a set failed since the start. */
  measure(seconds: number): Promise<LoadResult>
  end(): void
}

/** What the sets heard so far. */
type Heard = {
  acknowledged: number
  failure: string | undefined
  latencies: ReturnType<typeof startLatencies>
}

/** Connects every set and waits for its welcome. @throws when one is refused. */
export async function startLoad(order: LoadOrder): Promise<Load> {
  const heard: Heard = { acknowledged: 0, failure: undefined, latencies: startLatencies() }
  const sets = await connectAll(order, heard)
  let ticking: NodeJS.Timeout | undefined

  return {
    begin() {
      ticking = setInterval(startPace(sets, order), tickMs)
    },
    async pause() {
      clearInterval(ticking)
      await until('everything acknowledged', () => sets.every(set => set.inFlight === 0), drainMsMax)
    },
    async measure(seconds) {
      const from = performance.now()
      const cpu = process.cpuUsage()
      const before = heard.acknowledged
      heard.latencies = startLatencies()
      await delay(seconds * 1000)
      if (heard.failure !== undefined) throw new Error(heard.failure)
      const { user, system } = process.cpuUsage(cpu)
      return {
        acknowledged: heard.acknowledged - before,
        seconds: (performance.now() - from) / 1000,
        cpuSeconds: (user + system) / 1e6,
        latencies: heard.latencies.summarise(),
      }
    },
    end() {
      clearInterval(ticking)
      for (const set of sets) set.end()
    },
  }
}

async function connectAll(order: LoadOrder, heard: Heard): Promise<LoadSet[]> {
  const { deviceIds, port, speech, epoch, window } = order
  const common = { port, speech, epoch, window, startedAt: Date.now() }
  const sets: LoadSet[] = []
  const contexts = await readContexts(order)
  const turns = deviceIds.values()
  const connectInTurn = async () => {
    for (const deviceId of turns) {
      const set = new LoadSet({
        ...common,
        deviceId,
        tls: contexts.get(deviceId),
        acknowledged(ms) {
          heard.acknowledged++
          heard.latencies.add(ms)
        },
        failed: why => {
          heard.failure ??= `set ${deviceId}: ${why}`
        },
      })
      sets.push(set)
      await Promise.race([set.ready, late(deviceId)])
    }
  }
  await Promise.all(Array.from({ length: connectingMax }, connectInTurn))
  return sets
}

async function late(deviceId: string): Promise<never> {
  await delay(readyMsMax, undefined, { ref: false })
  throw new Error(`set ${deviceId} was not welcomed within ${readyMsMax / 1000} s`)
}

/** Lets every set send what its rate allows, their turns spread evenly; what it could not use is not saved up. */
function startPace(sets: readonly LoadSet[], { perSetPerSecond, burst, window }: LoadOrder): () => void {
  const from = performance.now()
  const counted = new Float64Array(sets.length)
  function allowed(set: LoadSet, index: number, now: number): number {
    if (perSetPerSecond === null) return window - set.inFlight
    const turns = Math.floor((((now - from) / 1000) * perSetPerSecond) / burst + index / sets.length)
    const due = (turns - (counted[index] as number)) * burst
    counted[index] = turns
    return due
  }
  return () => {
    const now = performance.now()
    for (let index = 0; index < sets.length; index++) {
      const set = sets[index] as LoadSet
      const count = allowed(set, index, now)
      if (count >= burst) set.send(count, now)
      set.ping(now)
    }
  }
}
