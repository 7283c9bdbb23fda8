import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startFleet } from '../fleet/fleet.ts'
import { weigh, weighable } from '../support/process-memory.ts'
import { prepareAgent } from './bench-agent.ts'
import { openHandles } from './footprint.ts'
import { startPlane, type Undo, undoAll } from './ground.ts'

/**
 * `npm run soak -- <minutes> [control-plane|agent]`: the control plane with 1,600 simulated sets at the normal rhythm, or
 * one agent as on a set. Says how its memory, after it has collected its garbage, and its open handles change once it has
 * warmed up. Nothing is kept.
 */
const pairs = 800
const sampleMs = 60_000
/** The heap grows to its working size first; what comes after is the slope. */
const warmUpShare = 1 / 3

type Sample = { hours: number; mb: number; handles: number }

/** Change per hour by least squares. */
function slope(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const hours = mean(samples.map(sample => sample.hours))
  const value = mean(samples.map(of))
  const along = samples.reduce((sum, sample) => sum + (sample.hours - hours) * (of(sample) - value), 0)
  return along / samples.reduce((sum, sample) => sum + (sample.hours - hours) ** 2, 0)
}

/** What is soaked: its process, what it said, and what it has to do. */
type Soaked = { pid: number; output(): string; busyWith: string }

async function soakControlPlane(undo: Undo): Promise<Soaked> {
  const plane = await startPlane(undo, weighable)
  const directory = await mkdtemp(join(tmpdir(), 'setwacht-soak-'))
  undo.push(() => rm(directory, { recursive: true, force: true }))
  const fleet = await startFleet({
    admin: plane.admin,
    mqttPort: plane.mqttPort,
    pairs,
    seed: 1,
    directory,
    reportSeconds: 60,
  })
  undo.push(() => fleet.stop())
  return { pid: plane.process.pid, output: plane.output, busyWith: `${fleet.agents} sets` }
}

async function soakAgent(undo: Undo): Promise<Soaked> {
  const { startAgent } = await prepareAgent(undo)
  const { process, output } = startAgent(undo, weighable)
  return { pid: process.pid, output, busyWith: 'a report a minute' }
}

const soaks = { 'control-plane': soakControlPlane, agent: soakAgent }

async function soak(minutes: number, { pid, output, busyWith }: Soaked): Promise<void> {
  const started = performance.now()
  const samples: Sample[] = []
  for (let taken = 0; taken * sampleMs < minutes * 60_000; taken++) {
    await delay(sampleMs)
    const hours = (performance.now() - started) / 3_600_000
    const mb = (await weigh(pid, output())) / 2 ** 20
    const sample = { hours, mb, handles: openHandles(pid) }
    samples.push(sample)
    process.stdout.write(`${(hours * 60).toFixed(1)} min  ${mb.toFixed(1)} MB  ${sample.handles} handles\n`)
  }
  const steady = samples.slice(Math.floor(samples.length * warmUpShare))
  const [first, last] = [steady[0], steady.at(-1)]
  process.stdout.write(
    `memory ${slope(steady, ({ mb }) => mb).toFixed(2)} MB/h, handles ${first?.handles} → ${last?.handles}, ` +
      `over the last ${((steady.length * sampleMs) / 60_000).toFixed(0)} of ${minutes} minutes, ${busyWith}\n`,
  )
}

const [length = '60', what = 'control-plane'] = process.argv.slice(2)
const minutes = Number(length)
if (!(minutes >= 1 && minutes <= 1440) || !Object.hasOwn(soaks, what)) {
  process.stderr.write(
    `"${length} ${what}" is no soak. Expected minutes from 1 to 1440, then one of: ${Object.keys(soaks).join(', ')}.\n`,
  )
  process.exit(1)
}
const undo: Undo = []
process.once('SIGINT', () => void undoAll(undo).finally(() => process.exit(130)))
const start = soaks[what as keyof typeof soaks]
await start(undo)
  .then(soaked => soak(minutes, soaked))
  .finally(() => undoAll(undo))
