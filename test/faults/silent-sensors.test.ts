import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Facts, SensorName } from '../../protocol/facts.ts'
import type { HelloBody } from '../../protocol/presence.ts'
import type { ReadingName, ReportBody } from '../../protocol/report.ts'
import { deviceId, startBroker } from '../flows/agent-rig.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { programEnvironment } from '../support/program-environment.ts'
import { canSilence, prepareSilence } from '../support/silent-files.ts'
import { until } from '../support/until.ts'

const stopMsMax = 5000
const soonMs = 60_000
const program = fileURLToPath(new URL('../../agent/main.ts', import.meta.url))

/** `later`: the program that runs the agent reads it at its own start, so that it cannot be silent before. */
type Silent = { path: string; sensors: SensorName[]; readings: ReadingName[]; later?: true }

/** What the agent reads and any machine has. */
const files: Silent[] = [
  { path: '/proc/stat', sensors: ['cpu'], readings: ['cpu_mean_percent', 'cpu_max_percent'] },
  { path: '/proc/meminfo', sensors: ['memory'], readings: ['memory_used_percent'], later: true },
  { path: '/proc/sys/kernel/random/boot_id', sensors: [], readings: [] },
  { path: '/etc/os-release', sensors: [], readings: [] },
  { path: '/sys/class/net', sensors: ['traffic'], readings: ['rx_bytes_per_second'] },
  { path: '/sys/class/thermal', sensors: ['temperature'], readings: ['temperature_max_celsius'] },
  { path: '/sys/class/hwmon', sensors: ['temperature'], readings: [] },
  { path: '/sys/class/power_supply', sensors: ['battery'], readings: ['battery_percent'] },
  { path: '/sys/class/video4linux', sensors: ['camera'], readings: [] },
  { path: '/sys/bus/usb/devices', sensors: ['camera'], readings: [] },
  { path: '/sys/devices/system/cpu', sensors: ['throttling'], readings: [], later: true },
  { path: '/proc/asound', sensors: ['audio'], readings: [] },
]
const here = files.filter(({ path }) => existsSync(path))

/** All at once is the worst that can happen; each alone takes its time. */
function roundsOf(silent: Silent[]): { name: string; silent: Silent[] }[] {
  const together = { name: 'everything', silent }
  if (inject('faults') === 'slice') return [together]
  return [together, ...silent.map(one => ({ name: one.path, silent: [one] }))]
}

describe.skipIf(!canSilence)('an agent whose sensors do not answer', () => {
  let broker: Awaited<ReturnType<typeof startBroker>>
  let machine: Awaited<ReturnType<typeof prepareAgent>>
  let silence: ReturnType<typeof prepareSilence>
  let child: ChildProcess | undefined

  beforeEach(async () => {
    broker = await startBroker()
    machine = await prepareAgent({ deviceId, mqttPort: broker.port, stunPort: 9 }, 1)
  })
  afterEach(async () => {
    child?.kill('SIGKILL')
    silence.end()
    await machine.remove()
    await broker.stop()
  })

  /** In a view of the files of its own, so that nobody else meets the silence. */
  function start(line: string, descriptors: readonly number[]): ChildProcess {
    const command = [line, 'exec "$0" "$1"'].filter(Boolean).join(' && ')
    const started = spawn('unshare', ['-m', 'sh', '-c', command, process.execPath, program], {
      env: {
        ...programEnvironment,
        SETWACHT_AGENT_DIR: machine.directory,
        SETWACHT_AGENT_REPORT_SECONDS: '1',
      },
      stdio: ['ignore', 'ignore', 'inherit', ...descriptors],
    })
    child = started
    return started
  }

  const reports = () => broker.ofKind('report').map(one => one.body as ReportBody)
  const told = (): Facts =>
    Object.assign(
      {},
      ...broker.heard.map(({ kind, envelope: { body } }) =>
        kind === 'hello'
          ? (body as HelloBody).facts
          : kind === 'event'
            ? (body as { facts: Facts }).facts
            : {},
      ),
    )

  async function saysWhy(silent: readonly Silent[]): Promise<void> {
    for (const sensor of silent.flatMap(({ sensors }) => sensors)) {
      await until(`no answer of ${sensor}`, () => told().unreadable?.[sensor] === 'no_answer', soonMs)
    }
    const before = reports().length
    await until('three reports more', () => reports().length >= before + 3, soonMs)
    const last = reports().at(-1)!.readings
    for (const reading of silent.flatMap(({ readings }) => readings)) {
      expect(last[reading], reading).toBeUndefined()
    }
    expect(last.outbox_depth).toBeDefined()
  }

  async function stopsSoon(started: ChildProcess): Promise<void> {
    const from = performance.now()
    const gone = new Promise(resolve => started.once('exit', resolve))
    started.kill('SIGTERM')
    await gone
    expect(performance.now() - from).toBeLessThan(stopMsMax)
    expect(broker.ofKind('bye')).toHaveLength(1)
  }

  const early = roundsOf(here.filter(({ later }) => !later))
  it.each(early)('connects, reports and stops though $name is silent from the start', async ({ silent }) => {
    silence = prepareSilence(silent.map(({ path }) => path))
    const started = start(silence.line, silence.descriptors)
    await until('it is connected', () => broker.ofKind('hello').length > 0, soonMs)
    await saysWhy(silent)
    await stopsSoon(started)
  })

  it.each(roundsOf(here))(
    'goes on reporting, and stops, though $name falls silent later',
    async ({ silent }) => {
      silence = prepareSilence(silent.map(({ path }) => path))
      const started = start('', [])
      await until('two reports', () => reports().length >= 2, soonMs)
      silence.beginFor(started.pid!)
      await saysWhy(silent)
      await stopsSoon(started)
    },
  )
})
