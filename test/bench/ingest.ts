import { newDeviceId } from '../support/registration.ts'
import type { Figure } from './figures.ts'
import {
  layLessons,
  registerDevices,
  startBenchDatabase,
  startPlane,
  startStoreOnly,
  type Undo,
} from './ground.ts'
import type { LoadOrder, LoadResult } from './load.ts'
import { type RunningLoad, startLoadProcesses } from './load-processes.ts'
import { startMosquitto } from './mosquitto.ts'

/** So many that what they may send together, each below its limit, is more than the other side takes. */
const connections = 4000
const window = 32
/** Short turns that follow each other closely: what disturbs the machine disturbs both. */
const runs = 5
const warmSeconds = 1.5
const measuredSeconds = 4

/** Below the limit of one set, which stays on; an agent with a backlog sends up to ten at once. */
const ours = { speech: 'setwacht', perSetPerSecond: 30, burst: 10 } as const
/** As fast as it acknowledges, written together where that is possible: the sender is not to be the limit. */
const bare = { speech: 'bare', perSetPerSecond: null, burst: 8 } as const

/** Broker, intake and storing alone ÷ bare Mosquitto, in turn. */
export async function measureStoreOnly(undo: Undo): Promise<Figure[]> {
  const database = await startBenchDatabase(undo)
  const port = await startStoreOnly(undo, database.url)
  const deviceIds = Array.from({ length: connections }, newDeviceId)
  const mine = await connect(undo, { ...ours, port, deviceIds })
  const theirs = await connect(undo, { ...bare, port: (await startMosquitto(undo)).port, deviceIds })
  await stretch(mine)
  const stored: LoadResult[] = []
  const taken: LoadResult[] = []
  for (let run = 0; run < runs; run++) {
    stored.push(await stretch(mine))
    taken.push(await stretch(theirs))
  }
  return [ratio('ingest-store-only', '>= 0.50', stored, taken.map(rateOf))]
}

/** The whole control plane ÷ bare Mosquitto, in turn. */
export async function measureEverything(undo: Undo): Promise<Figure[]> {
  const database = await startBenchDatabase(undo)
  const plane = await startPlane(undo, { DATABASE_URL: database.url })
  const deviceIds = await registerDevices(plane.admin, connections)
  await layLessons(plane.admin, connections / 2)
  const mine = await connect(undo, { ...ours, port: plane.mqttPort, deviceIds })
  const theirs = await connect(undo, { ...bare, port: (await startMosquitto(undo)).port, deviceIds })
  await stretch(mine)
  const stored: LoadResult[] = []
  const taken: LoadResult[] = []
  for (let run = 0; run < runs; run++) {
    stored.push(await stretch(mine))
    taken.push(await stretch(theirs))
  }
  return [ratio('ingest-everything', '>= 0.50', stored, taken.map(rateOf))]
}

async function connect(undo: Undo, order: Omit<LoadOrder, 'epoch' | 'window'>): Promise<RunningLoad> {
  const load = await startLoadProcesses({ ...order, epoch: 1, window })
  undo.push(() => load.end())
  return load
}

async function stretch(load: RunningLoad): Promise<LoadResult> {
  await load.begin()
  await load.measure(warmSeconds)
  const result = await load.measure(measuredSeconds)
  await load.pause()
  return result
}

function rateOf({ acknowledged, seconds }: LoadResult): number {
  return acknowledged / seconds
}

function ratio(name: string, target: string, mine: readonly LoadResult[], theirs: readonly number[]): Figure {
  const shown = (rates: readonly number[]) => rates.map(rate => Math.round(rate / 100) / 10).join(' ')
  const busy = Math.max(...mine.map(({ cpuSeconds, seconds }) => cpuSeconds / seconds))
  return {
    name,
    kind: 'ratio',
    unit: 'of it',
    samples: mine.map((result, run) => rateOf(result) / (theirs[run] as number)),
    target,
    note: `${shown(mine.map(rateOf))} thousand/s against ${shown(theirs)}; sender at most ${busy.toFixed(2)} of a core`,
  }
}
