import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type EnrolledSet, prepareEnrolledSets, viewEnrolledSet } from '../support/enrolled-set.ts'
import { askForCode, registerSet } from '../support/enrolment.ts'
import { programEnvironment } from '../support/program-environment.ts'
import { until } from '../support/until.ts'

const { kills, msMax } = { slice: { kills: 1, msMax: 120_000 }, full: { kills: 20, msMax: 1_800_000 } }[
  inject('faults')
]
/** Sets that go through it at the same time. */
const atOnce = 4
const soonMs = 30_000
const renewer = fileURLToPath(new URL('renewing-agent.ts', import.meta.url))
const enroller = fileURLToPath(new URL('../../agent/enrol.ts', import.meta.url))
/** Certificates begin an hour before they are signed; this much later they are due. */
const ageWhenDueMs = 6000
const renewFromMs = 3_600_000 + ageWhenDueMs

let plane: TestControlPlane

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
})
afterAll(() => plane.stop())

type Running = { child: ChildProcess; output: () => string; gone: Promise<number | null> }

function run(args: readonly string[], directory: string, input = ''): Running {
  const child = spawn(process.execPath, args, {
    env: { ...programEnvironment, SETWACHT_AGENT_DIR: directory },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const gone = new Promise<number | null>(resolve => child.once('close', resolve))
  return { child, output: () => output, gone }
}

/** Where the power goes: when the program has said this, when this file is there, or when the server knows this. */
type Step = { says: string } | { file: string } | { server: (set: EnrolledSet) => Promise<boolean> }

/** Kills as soon as the step is reached; looks every millisecond, so that what follows has hardly begun. */
async function killAt(step: Step, running: Running, set: EnrolledSet): Promise<void> {
  const deadline = performance.now() + soonMs
  const reached = async () => {
    if ('says' in step) return running.output().includes(step.says)
    if ('file' in step) return existsSync(set.folder(step.file))
    return step.server(set)
  }
  while (!(await reached()) && running.child.exitCode === null) {
    if (performance.now() > deadline) {
      running.child.kill('SIGKILL')
      throw new Error(`never reached: ${JSON.stringify(step)}; it said ${running.output()}`)
    }
    await delay(1)
  }
  running.child.kill('SIGKILL')
  await running.gone
}

async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** Runs the real agent until the control plane sees it, and says what else must be true by then. */
async function comesOnline(set: EnrolledSet, also: () => Promise<boolean> = async () => true): Promise<void> {
  const agent = run([renewer, set.directory, String(renewFromMs)], set.directory)
  const held = async () => (await set.isOnline()) && (await also())
  try {
    await until('the identity works', held, soonMs)
  } catch (cause) {
    throw new Error(`${set.label} is not online: ${agent.output()}`, { cause })
  } finally {
    agent.child.kill('SIGKILL')
    await agent.gone
  }
}

const enrolmentSteps: [string, Step][] = [
  ['it has read the code', { says: 'The code is for' }],
  ['it has found the control plane', { says: 'Control plane found' }],
  ['the key is on disk', { file: 'a/key.pem' }],
  ['the request is on disk', { file: 'enrolling.json' }],
  ['it is about to send the request', { says: 'Key made' }],
  ['the control plane has signed', { server: async set => (await set.certificates()).length > 0 }],
  ['the certificate has come', { says: 'Certificate received' }],
  ['the certificate is on disk', { file: 'a/chain.pem' }],
  ['the identity is on disk', { file: 'identity.json' }],
]

test.each(enrolmentSteps)(
  'enrolment cut off when %s goes on with the same code, as the same device',
  async (name, step) => {
    const index = enrolmentSteps.findIndex(([known]) => known === name)
    const labels = Array.from(
      { length: kills },
      (_, one) => `ES-${String(index * 100 + one).padStart(4, '0')}`,
    )
    await inTurn(labels, async label => {
      await registerSet(plane.admin, label)
      const code = await askForCode(plane.admin, label)
      const set = viewEnrolledSet(plane, label, mkdtempSync(join(tmpdir(), 'setwacht-set-')))
      await killAt(step, run([enroller], set.directory, code), set)
      const again = run([enroller], set.directory, code)
      const gone = await again.gone
      if (gone !== 0) expect(again.output()).toContain('belongs to an enrolled set already')
      await comesOnline(set)
      expect(await set.devices()).toBe(1)
      expect((await set.certificates()).length).toBe(1)
      expect(await set.wasQuestioned()).toBe(false)
      set.remove()
    })
  },
  msMax,
)

const isSigned = async (set: EnrolledSet) => (await set.certificates()).length > 1
const hasConnected = async (set: EnrolledSet) => (await set.certificates())[1]?.connected === true
const renewalSteps: [string, Step][] = [
  ['it begins', { says: 'renewal begins' }],
  ['the new key is on disk', { file: 'b/key.pem' }],
  ['the request is on its way', { says: 'certificate asked for' }],
  ['the control plane has signed', { server: isSigned }],
  ['the certificate is on disk', { file: 'b/chain.pem' }],
  ['the new slot is on trial', { says: 'on trial' }],
  ['the control plane has let the new one in', { server: hasConnected }],
  ['the new one is in force', { says: 'is in force' }],
]

test(
  'renewal cut off at any step leaves an identity that works, and nobody doubts it',
  async () => {
    const sets = await prepareEnrolledSets(plane, 'RS', renewalSteps.length * kills)
    await delay(ageWhenDueMs)
    await inTurn([...sets.entries()], async ([index, set]) => {
      const [, step] = renewalSteps[index % renewalSteps.length]!
      await killAt(step, run([renewer, set.directory, String(renewFromMs)], set.directory), set)
      await comesOnline(set, async () =>
        (await set.certificates()).some(one => one.connected && one.replaced),
      )
      expect(await set.wasQuestioned()).toBe(false)
      expect((await set.known())?.state).toBe('active')
      set.remove()
    })
  },
  msMax,
)
