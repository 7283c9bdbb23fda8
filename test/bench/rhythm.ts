import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { reportColumnTexts, reportInsert } from '../../controlplane/telemetry/report/actions.ts'
import { type Figure, quantile } from './figures.ts'
import { cpuSeconds, privateDirtyMb, type Watched } from './footprint.ts'
import {
  layLessons,
  type Plane,
  registerDevices,
  startBenchDatabase,
  startPlane,
  type Undo,
} from './ground.ts'
import { type RunningLoad, startLoadProcesses } from './load-processes.ts'
import { inTurns, startSides } from './sides.ts'
import { reportOf } from './stored-reports.ts'

const runs = 3
const window = 32
/** The rhythm of 100,000 sets at a report a minute, on as many connections as a machine of two cores has to spare. */
const manySets = { perSecond: 1667, connections: 2000, seconds: 15 }
const commitsMeasured = 300
const usualSeconds = 30

/** Acknowledgement while 1,667 reports/s are offered ÷ one idle connection that commits one row; in turn. */
export async function measureManySets(undo: Undo): Promise<Figure[]> {
  const database = await startBenchDatabase(undo)
  const plane = await startPlane(undo, { DATABASE_URL: database.url })
  const { connections, perSecond, seconds } = manySets
  const deviceIds = await registerDevices(plane.admin, connections)
  const load = await startLoadProcesses({
    port: plane.mqttPort,
    speech: 'setwacht',
    deviceIds,
    epoch: 1,
    window,
    perSetPerSecond: perSecond / connections,
    burst: 1,
  })
  undo.push(() => load.end())
  const alone = openDatabase(database.url, { max: 1 })
  undo.push(() => alone.end())
  const watched = [plane.process, database.postgres]
  const commits: number[] = []
  const acks: number[] = []
  const busy: number[] = []
  for (let run = 0; run < runs; run++) {
    commits.push(await medianCommitMs(alone))
    await load.begin()
    await load.measure(3)
    const before = cpuSeconds(watched)
    const { latencies } = await load.measure(seconds)
    busy.push(((cpuSeconds(watched) - before) / seconds / 2) * 100)
    acks.push(latencies.p99)
    await load.pause()
  }
  return [
    {
      name: 'ack-p99-at-1667-commits',
      kind: 'ratio',
      unit: 'commits',
      samples: acks.map((ms, run) => ms / (commits[run] as number)),
      target: '<= 50',
      note: `p99 ${acks.map(ms => ms.toFixed(1)).join(' ')} ms; a commit ${commits.map(ms => ms.toFixed(2)).join(' ')} ms`,
    },
    { name: 'cpu-at-1667-percent', kind: 'value', unit: '% of two cores', samples: busy, target: '<= 25' },
  ]
}

async function medianCommitMs(sql: Database): Promise<number> {
  const times: number[] = []
  const texts = reportColumnTexts([reportOf(0, 0)])
  for (let commit = 0; commit < commitsMeasured; commit++) {
    const from = performance.now()
    await sql.unsafe(reportInsert, texts, { prepare: true })
    times.push(performance.now() - from)
  }
  return quantile(times, 0.5)
}

/** The control plane at the usual rhythm of 1,600 sets: each a report a minute. */
export function measureUsual(undo: Undo, against: string | undefined): Promise<Figure[]> {
  return measureRhythm(undo, against, { sets: 1600, runs, cpu: '<= 4', memory: '<= 300' })
}

/** Ten times as many, once. */
export function measureTenfold(undo: Undo): Promise<Figure[]> {
  return measureRhythm(undo, undefined, { sets: 16_000, runs: 1, cpu: '-', memory: '-' })
}

type Rhythm = { sets: number; runs: number; cpu: string; memory: string }

async function measureRhythm(
  undo: Undo,
  against: string | undefined,
  { sets, runs: times, cpu, memory }: Rhythm,
): Promise<Figure[]> {
  const sides = await startSides(undo, against)
  const loaded: Loaded[] = []
  for (const { plane } of sides) {
    const deviceIds = await registerDevices(plane.admin, sets)
    await layLessons(plane.admin, sets / 2)
    const load = await startLoadProcesses({
      port: plane.mqttPort,
      speech: 'setwacht',
      deviceIds,
      epoch: 1,
      window,
      perSetPerSecond: 1 / 60,
      burst: 1,
    })
    undo.push(() => load.end())
    await load.begin()
    await load.measure(10)
    loaded.push({ plane, load })
  }
  const [ours = [], others] = await inTurns(loaded, times, footprintOf)
  const figure = (name: string, unit: string, target: string, of: keyof Footprint): Figure => {
    const common = { name, unit, target, kind: 'value' } as const
    return { ...common, samples: ours.map(one => one[of]), against: others?.map(one => one[of]) }
  }
  return [
    figure(`controlplane-cpu-${sets}-percent`, '% of a core', cpu, 'busy'),
    figure(`controlplane-memory-${sets}-mb`, 'MB private', memory, 'memory'),
  ]
}

type Loaded = { plane: Plane; load: RunningLoad }
type Footprint = { busy: number; memory: number }

async function footprintOf({ plane, load }: Loaded): Promise<Footprint> {
  const busy = await busyPercent(plane.process, () => load.measure(usualSeconds))
  return { busy, memory: privateDirtyMb([plane.process]) }
}

async function busyPercent(watched: Watched, work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  const before = cpuSeconds([watched])
  await work()
  return ((cpuSeconds([watched]) - before) / ((performance.now() - from) / 1000)) * 100
}
