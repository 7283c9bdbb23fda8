import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Log } from '../../agent/log.ts'
import type { SignedIn } from '../support/people.ts'
import { startCrowd } from './crowd.ts'
import type { CrowdOrder, CrowdReady } from './crowd-process.ts'
import { enrolSets, readEnrolment } from './enrol-sets.ts'
import { civilMoment, daysOf } from './fleet-days.ts'
import { importFleet, isImported, postAll } from './import-fleet.ts'
import { type Population, populate, trajectoriesFor } from './population.ts'
import type { Troubles } from './scenarios.ts'
import type { Stage } from './stage.ts'

export type FleetOptions = {
  /** Who registers them. */
  admin: SignedIn
  /** the door of MQTT */
  mqttPort: number
  pairs: number
  /** the same seed gives the same sets; one seed per database */
  seed: number
  /** a folder per set, kept between runs */
  directory: string
  /** left out: by the lessons of each set */
  reportSeconds?: number
  /** how far the clock of the control plane is behind, in ms; left out: not at all */
  lagMs?: number
  /** sets that start for the first time bring a week of measurements */
  hasPast?: boolean
  /** what is wrong with them; left out: everything there is */
  troubles?: Troubles
  /** what is done to them meanwhile; of a small fleet alone, which runs in this process */
  stage?: Stage
  log?: Log
}

/** `agents`: sets that run (some never start). `stop` lets every set say goodbye. */
export type Fleet = { agents: number; stop: () => Promise<void> }

/** More sets than this get processes of their own, so that whoever starts the fleet stays responsive. */
const setsInOneProcess = 200
const processesMax = 2
/**
 * Imports practice trajectories with everything around them (what is known stays as it is), enrols their sets where
 * the control plane has an authority, and starts those.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { pairs, seed, admin, mqttPort, directory, reportSeconds, log = () => undefined } = options
  const { lagMs = 0, hasPast = false, troubles = 'all', stage } = options
  const trajectories = trajectoriesFor(pairs)
  const population = populate(trajectories, seed)
  await ensureImported(admin, population, seed)
  const enrolled = await ensureDevices(admin, population, directory)
  const order = { trajectories, seed, mqttPort, directory, reportSeconds, lagMs, hasPast, enrolled, troubles }
  if (pairs * 2 <= setsInOneProcess)
    return startCrowd({ ...order, sets: population.sets, part: 0, of: 1, stage, log })
  const parts = Array.from({ length: processesMax }, (_, part) =>
    startProcess({ ...order, part, of: processesMax }),
  )
  const crowds = await Promise.all(parts)
  return {
    agents: crowds.reduce((sum, { agents }) => sum + agents, 0),
    stop: async () => {
      await Promise.all(crowds.map(crowd => crowd.stop()))
    },
  }
}

async function ensureImported(admin: SignedIn, population: Population, seed: number): Promise<void> {
  const last = population.trajectories.at(-1)
  if (last === undefined || (await isImported(admin, last.code))) return
  await importFleet(admin, population, daysOf(population, seed, civilMoment(Date.now()).day))
}

/** Whether the sets have certificates. */
async function ensureDevices(
  admin: SignedIn,
  { sets, register }: Population,
  directory: string,
): Promise<boolean> {
  const enrols = (await readEnrolment(admin, sets[0]!.label)).authority !== null
  const labels = sets.map(({ label }) => label)
  if (enrols) await enrolSets(admin, directory, labels)
  else await postAll(admin, 'devices', register.devices)
  return enrols
}

async function startProcess(order: CrowdOrder): Promise<Fleet> {
  const child = fork(fileURLToPath(new URL('crowd-process.ts', import.meta.url)), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--max-semi-space-size=8'],
  })
  child.send(order)
  const [ready] = (await Promise.race([once(child, 'message'), failed(child)])) as [CrowdReady]
  return {
    agents: ready.agents,
    stop: async () => {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`a process of practice sets ended at once (code ${code}); its reason stands above`)
}
