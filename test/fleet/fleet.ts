import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Log } from '../../agent/log.ts'
import type { SignedIn } from '../support/people.ts'
import { post } from '../support/registration.ts'
import { startCrowd } from './crowd.ts'
import type { CrowdOrder, CrowdReady } from './crowd-process.ts'
import { enrolSets, readEnrolment } from './enrol-sets.ts'
import { type Population, populate } from './population.ts'

export type FleetOptions = {
  /** the control plane's own address, such as http://127.0.0.1:8080 */
  /** Who registers them. */
  admin: SignedIn
  /** the door of MQTT */
  mqttPort: number
  pairs: number
  /** the same seed gives the same sets; one seed per database */
  seed: number
  /** a folder per set, kept between runs */
  directory: string
  reportSeconds?: number
  log?: Log
}

/** `agents`: sets that run (some never start). `stop` lets every set say goodbye. */
export type Fleet = { agents: number; stop: () => Promise<void> }

/** More sets than this get processes of their own, so that whoever starts the fleet stays responsive. */
const setsInOneProcess = 200
const processesMax = 2
/** Items in one request to register. */
const itemsMax = 2000

/**
 * Registers practice pairs with the control plane (what is known stays as it is), enrols their sets where it has an
 * authority, and starts them.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { pairs, seed, admin, mqttPort, directory, reportSeconds = 60, log = () => undefined } = options
  const population = populate(pairs, seed)
  const enrolled = await register(admin, population, directory)
  const order = { pairs, seed, mqttPort, directory, reportSeconds, enrolled }
  if (pairs * 2 <= setsInOneProcess)
    return startCrowd({ ...order, sets: population.sets, part: 0, of: 1, log })
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

/** Whether the sets have certificates. */
async function register(
  admin: SignedIn,
  { sets, register: wanted }: Population,
  directory: string,
): Promise<boolean> {
  await postAll(admin, 'locations', wanted.locations)
  await postAll(admin, 'sets', wanted.sets)
  const enrols = (await readEnrolment(admin, sets[0]!.label)).authority !== null
  const labels = sets.map(({ label }) => label)
  if (enrols) await enrolSets(admin, directory, labels)
  else await postAll(admin, 'devices', wanted.devices)
  await postAll(admin, 'trajectories', wanted.trajectories)
  return enrols
}

async function postAll(admin: SignedIn, name: string, items: readonly unknown[]): Promise<void> {
  for (let from = 0; from < items.length; from += itemsMax) {
    await post(admin, `/api/${name}`, items.slice(from, from + itemsMax))
  }
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
