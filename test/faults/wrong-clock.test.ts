import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest'
import { type Clock, systemClock } from '../../agent/clock.ts'
import { linkTimes } from '../../agent/link/times.ts'
import { reportFlags } from '../../protocol/report.ts'
import { startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { prepareEnrolledSet } from '../support/enrolled-set.ts'
import { askForCode, registerSet } from '../support/enrolment.ts'
import { evenBalance, Ledger } from '../support/ledger.ts'
import { type LedgerSet, prepareLedgerSet } from '../support/ledger-agent.ts'
import { askAs } from '../support/people.ts'
import { programEnvironment } from '../support/program-environment.ts'
import { until } from '../support/until.ts'

const seed = 20_261_130
const rightWithinMs = 2000
const soonMs = 20_000
const yearMs = 365 * 86_400_000
const times = { ...linkTimes, leastMs: 10, baseMs: 50, capMs: 200 }
/** Neighbours of single precision, in which readings are kept, lie this share apart. */
const singlePrecision = 2 ** -23

const clocks: { name: string; now: () => number }[] = [
  { name: 'a year behind', now: () => Date.now() - yearMs },
  { name: 'a year ahead', now: () => Date.now() + yearMs },
  { name: 'at 1970', now: () => Math.round(performance.now()) },
]

type Finish = TestContext['onTestFinished']

/** A control plane with one set, which reaches it by a cable. */
async function openGround(clock: Clock, onTestFinished: Finish) {
  const plane = await startControlPlane({ authority: true })
  onTestFinished(() => plane.stop())
  const cable = await startCable(plane.mqttPort)
  onTestFinished(() => cable.stop())
  const ledger = new Ledger()
  const { label, directory, identity } = await prepareEnrolledSet(plane, 'KS-0001')
  const { deviceId } = await identity()
  const place = { deviceId, mqttPort: cable.port, enrolledIn: directory }
  const set = prepareLedgerSet({ ...place, ledger, seed, times, reportSeconds: 1, clock })
  onTestFinished(() => set.remove())
  return { plane, cable, ledger, label, set, isEmpty: () => set.outbox()?.depth === 0 }
}

async function report(set: LedgerSet, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    set.addReport()
    await delay(200)
  }
}

// They mostly wait, each for its own set: side by side.
test.concurrent.for(clocks)(
  'a set whose clock is $name connects, keeps its order, and has right times on the server',
  { timeout: 60_000 },
  async ({ now }, { onTestFinished }) => {
    const ground = await openGround({ ...systemClock, now }, onTestFinished)
    const { plane, cable, ledger, label, set, isEmpty } = ground
    await set.start()
    await until('it is heard', () => ledger.acknowledgements > 0 && isEmpty(), 10_000)
    cable.cut()
    await report(set, 5)
    cable.mend()
    await until('what it said offline is stored', isEmpty, 10_000)
    cable.cut()
    await report(set, 5)
    await set.stop()
    await set.start()
    await report(set, 5)
    await set.stop()
    await set.start()
    cable.mend()
    await until('what it said in earlier runs is stored', isEmpty, 10_000)
    await until('its offset is shown', async () => (await shownOffset(plane, label)) !== null, 10_000)
    set.calm()
    await until('everything is stored', () => set.hasFinished(), 10_000)

    const balance = await ledger.balance(plane.sql)
    expect(balance).toEqual(evenBalance(balance))
    const rows = await plane.sql<{ epoch: number; seq: number; at: number; flags: number }[]>`
    select epoch, seq, measured_at as at, flags from reports order by epoch, seq`
    const errors = rows.map(({ epoch, seq, at }) => Math.abs(at - ledger.madeAt(set.deviceId, epoch, seq)!))
    expect(Math.max(...errors)).toBeLessThan(rightWithinMs)
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((a, b) => a - b))
    // The second run never spoke to the server: its times rest on the offset of another, and say so.
    const uncertain = rows.filter(({ flags }) => flags & reportFlags.timeUncertain).map(({ epoch }) => epoch)
    expect([...new Set(uncertain)]).toEqual([2])

    const offsetMs = now() - Date.now()
    const shown = (await shownOffset(plane, label))!
    expect(Math.abs(shown - offsetMs)).toBeLessThan(rightWithinMs + Math.abs(offsetMs) * singlePrecision)
  },
)

/** How far the set's clock is off, as its page shows it (ms). */
async function shownOffset(plane: TestControlPlane, label: string): Promise<number | null> {
  const answer = await askAs(plane.admin, `/api/sets/${label}`)
  const detail = (await answer.json()) as {
    latest: { readings: { clock_offset_ms?: number | null } } | null
  }
  return detail.latest?.readings.clock_offset_ms ?? null
}

let plane: TestControlPlane
beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
})
afterAll(() => plane.stop())

/** The whole system's clock as a program sees it, the check of certificates too. */
const fakes = [
  { label: 'KS-0002', name: 'a year behind', fake: '-365d', expectedMs: () => -yearMs },
  { label: 'KS-0003', name: 'a year ahead', fake: '+365d', expectedMs: () => yearMs },
  { label: 'KS-0004', name: 'at 1970', fake: '@1970-01-01 00:00:05', expectedMs: () => -Date.now() },
]
const programs = { enrol: '../../agent/enrol.ts', agent: '../../agent/main.ts' }

test.for(fakes)(
  'the agent as it is enrols and connects on a machine whose clock is $name',
  async ({ label, fake, expectedMs }, { onTestFinished }) => {
    const directory = mkdtempSync(join(tmpdir(), 'setwacht-set-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    await registerSet(plane.admin, label)
    const code = await askForCode(plane.admin, label)
    const enrolment = runFaked(fake, programs.enrol, directory, code)
    expect([await enrolment.gone, enrolment.output()]).toEqual([0, expect.stringContaining(label)])
    const agent = runFaked(fake, programs.agent, directory)
    onTestFinished(agent.stop)
    const answer = async () => (await askAs(plane.admin, `/api/sets?q=${label}&presence=online`)).json()
    await until('it is online', async () => (await answer()).total === 1, soonMs)
    const device = plane.sql`select device_no from devices join sets on sets.id = set_id where label = ${label}`
    const lateness = () => plane.sql<{ ms: number }[]>`
    select abs(extract(epoch from measured_at - received_at)) * 1000 as ms from reports where device_no = (${device})`
    await until('it reports', async () => (await lateness()).length >= 3, soonMs)
    expect(Math.max(...(await lateness()).map(({ ms }) => Number(ms)))).toBeLessThan(rightWithinMs)
    const offsetMs = await until(
      'its offset is shown',
      async () => (await shownOffset(plane, label)) ?? undefined,
      10_000,
    )
    const tolerableMs = rightWithinMs + soonMs + Math.abs(expectedMs()) * singlePrecision
    expect(Math.abs(offsetMs - expectedMs())).toBeLessThan(tolerableMs)
  },
)

/**
 * Without the program `faketime`: it shares its clock under a name that holds its process number, leaves that behind when it
 * is ended by a signal, and refuses to start when it later gets the same number.
 */
const fakingLibrary = '/usr/$LIB/faketime/libfaketime.so.1'

function runFaked(fake: string, file: string, directory: string, input = '') {
  const program = fileURLToPath(new URL(file, import.meta.url))
  const faked = { LD_PRELOAD: fakingLibrary, FAKETIME: fake }
  const own = { SETWACHT_AGENT_DIR: directory, SETWACHT_AGENT_REPORT_SECONDS: '1' }
  const child = spawn(process.execPath, [program], {
    env: { ...programEnvironment, ...faked, ...own },
    stdio: 'pipe',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const gone = new Promise<number | null>(resolve => child.once('close', resolve))
  return {
    output: () => output,
    gone,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
