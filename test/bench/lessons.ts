import { startLessonClock } from '../../controlplane/lessons/clock/live.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { civilMoment, daysOf } from '../fleet/fleet-days.ts'
import { importFleet } from '../fleet/import-fleet.ts'
import { populate } from '../fleet/population.ts'
import { type Figure, quantile } from './figures.ts'
import { type BenchDatabase, startBenchDatabase, startPlane, type Undo, undoAll } from './ground.ts'

const trajectories = 800
const seed = 1
const importRuns = 3
const runs = 5
/** Instants a quarter of an hour apart: two days, nights included. */
const instants = 192
const quarterMs = 15 * 60_000
const refreshes = 10

/** The whole register imported as people do, and the clock of lessons over what stands there then. */
export async function measureLessons(undo: Undo): Promise<Figure[]> {
  const imports: number[] = []
  for (let run = 1; run < importRuns; run++) {
    const own: Undo = []
    undo.push(() => undoAll(own))
    imports.push((await importOnce(own)).seconds)
    await undoAll(own)
  }
  const last = await importOnce(undo)
  imports.push(last.seconds)
  const made = `${trajectories} trajectories, ${trajectories * 2} sets`
  return [
    { ...common('fleet-import-s', 's', imports, '<= 10'), note: made },
    ...(await measureClock(undo, last.database)),
  ]
}

async function importOnce(undo: Undo): Promise<{ seconds: number; database: BenchDatabase }> {
  const database = await startBenchDatabase(undo)
  const plane = await startPlane(undo, { DATABASE_URL: database.url })
  const population = populate(trajectories, seed)
  const moment = civilMoment(Date.now())
  const days = daysOf(population, seed, moment.day, moment)
  const from = performance.now()
  await importFleet(plane.admin, population, days)
  return { seconds: (performance.now() - from) / 1000, database }
}

async function measureClock(undo: Undo, { url, sql }: BenchDatabase): Promise<Figure[]> {
  await sql`analyze`
  const own = openDatabase(url, { role: 'setwacht_intake', max: 4 })
  undo.push(() => own.end())
  const clock = await startLessonClock({ sql: own, now: Date.now })
  const codes = (await sql<{ code: string }[]>`select code from trajectories`).map(({ code }) => code)
  const status: number[] = []
  const refresh: number[] = []
  for (let run = 0; run < runs; run++) {
    const judged = Array.from({ length: instants }, (_, step) =>
      timed(() => codes.map(code => clock.statusOf(code, Date.now() + step * quarterMs))),
    )
    status.push(quantile(judged, 0.95))
    const read: number[] = []
    for (let time = 0; time < refreshes; time++) {
      const from = performance.now()
      await clock.refresh()
      read.push(performance.now() - from)
    }
    refresh.push(quantile(read, 0.5))
  }
  return [
    { ...common('lesson-status-800-ms', 'ms', status, '<= 5'), note: 'p95 of 192 instants' },
    { ...common('clock-refresh-800-ms', 'ms', refresh, '<= 50'), note: 'median of 10' },
  ]
}

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function common(name: string, unit: string, samples: number[], target: string): Figure {
  return { name, kind: 'value', unit, samples, target }
}
