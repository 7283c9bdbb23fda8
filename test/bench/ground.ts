import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WeekHours } from '../../controlplane/locations/hours/api.ts'
import { type Database, migrate, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { startEmbeddedDatabase } from '../../controlplane/platform/postgres/embedded.ts'
import { civilMoment } from '../fleet/fleet-days.ts'
import { importTimetables } from '../fleet/import-fleet.ts'
import { dayAround, withDay } from '../fleet/timetables.ts'
import { startControlPlaneProcess } from '../support/control-plane-process.ts'
import type { SignedIn } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { parentOf, type Watched } from './footprint.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What has to be undone, last first. */
export type Undo = (() => Promise<unknown>)[]

export async function undoAll(undo: Undo): Promise<void> {
  for (const one of undo.splice(0).reverse()) await one()
}

export async function makeFolder(undo: Undo): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'setwacht-bench-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A database on a PostgreSQL of its own, with the settings of the product. */
export type BenchDatabase = { url: string; sql: Database; postgres: Watched }

/** Migrated, unless a control plane of another checkout is to do that. */
export async function startBenchDatabase(undo: Undo, isMigrated = true): Promise<BenchDatabase> {
  const server = await startEmbeddedDatabase({ dataDir: await makeFolder(undo) })
  undo.push(() => server.stop())
  if (isMigrated) await migrate(server.url)
  const sql = openDatabase(server.url, { max: 4 })
  undo.push(() => sql.end())
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  return { url: server.url, sql, postgres: { pid: parentOf(row?.pid ?? 0), withChildren: true } }
}

/** The real control plane as a process of its own. */
export type Plane = {
  httpUrl: string
  /** An administrator, signed in. */
  admin: SignedIn
  mqttPort: number
  process: Watched
  output(): string
}

export async function startPlane(
  undo: Undo,
  environment: Record<string, string>,
  checkout?: string,
): Promise<Plane> {
  const { SETWACHT_DATA_DIR: dataDir = await makeFolder(undo), DATABASE_URL: databaseUrl } = environment
  const running = startControlPlaneProcess(
    {
      SETWACHT_DATA_DIR: dataDir,
      SETWACHT_HTTP_PORT: '0',
      SETWACHT_MQTT_PORT: '0',
      SETWACHT_STUN_PORT: '0',
      ...environment,
    },
    checkout,
  )
  undo.push(() => running.stop())
  const { httpPort, mqttPort } = await running.ready()
  const process = { pid: running.pid, withChildren: false }
  const httpUrl = `http://127.0.0.1:${httpPort}`
  // Another checkout has other tables: it makes its own sign-ins.
  const { signInAs } = await import(resolve(checkout ?? root, 'test/support/people.ts'))
  const admin: SignedIn = await signInAs({ httpUrl, databaseUrl, dataDir }, 'admin')
  return { httpUrl, admin, mqttPort, process, output: running.output }
}

/** What one request to register may hold. */
const pairsAtOnce = 500

/** Registers pairs of sets, two devices each. Returns the ids of the devices. */
export async function registerDevices(admin: SignedIn, devices: number): Promise<string[]> {
  const ids: string[] = []
  for (let pairs = 0; pairs * 2 < devices; pairs += pairsAtOnce) {
    const count = Math.min(pairsAtOnce, devices / 2 - pairs)
    const registered = await registerPairs(admin, count, { first: pairs + 1 })
    ids.push(...registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId]))
  }
  return ids
}

/** Timetables around the present hour for pairs that were registered, so that the lessons of each are judged. */
export async function layLessons(admin: SignedIn, pairs: number): Promise<void> {
  const { weekday, minute } = civilMoment(Date.now())
  const weeks = Array.from({ length: pairs }, (_, index): [string, WeekHours] => [
    `T-2026-${String(index + 1).padStart(4, '0')}`,
    withDay([], weekday, dayAround(minute, index)),
  ])
  await importTimetables(admin, new Map(weeks))
}

const storeOnlyProgram = fileURLToPath(new URL('store-only-process.ts', import.meta.url))

/** Broker and intake alone, on this database. Returns the port of the broker. */
export async function startStoreOnly(undo: Undo, databaseUrl: string): Promise<number> {
  const child = spawn(process.execPath, [storeOnlyProgram, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  undo.push(async () => {
    child.kill('SIGTERM')
    await gone
  })
  const [line] = await Promise.race([once(child.stdout, 'data'), gone.then(() => ['{}'])])
  const { mqttPort } = JSON.parse(String(line)) as { mqttPort?: number }
  if (mqttPort === undefined) throw new Error('broker and intake did not start; the reason stands above')
  return mqttPort
}
