import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Check } from 'typebox/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { upward } from '../../protocol/messages.ts'
import type { ReportBody } from '../../protocol/report.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { until } from '../support/until.ts'
import { deviceId, startBroker } from './agent-rig.ts'

const program = fileURLToPath(new URL('../../agent/main.ts', import.meta.url))

describe('the agent on this machine', () => {
  let broker: Awaited<ReturnType<typeof startBroker>>
  let machine: Awaited<ReturnType<typeof prepareAgent>>

  beforeEach(async () => {
    broker = await startBroker()
    machine = await prepareAgent({ deviceId, mqttPort: broker.port, stunPort: 9 }, 1)
  })
  afterEach(async () => {
    await machine.remove()
    await broker.stop()
  })

  const reports = () => broker.ofKind('report').map(one => one.body as ReportBody)

  it('reports real numbers inside the protocol, and says why it cannot read the rest', async () => {
    machine.start()
    const withCpu = () => reports().findLast(({ readings }) => readings.cpu_mean_percent != null)
    await until('three reports, one over a look at the processor', () => reports().length >= 3 && withCpu())
    for (const { kind, envelope } of broker.heard)
      expect(Check(upward[kind].schema, envelope), kind).toBe(true)
    const last = withCpu()!.readings
    expect(last.cpu_mean_percent).toBeGreaterThanOrEqual(0)
    expect(last.memory_used_percent).toBeGreaterThan(0)
    expect(last.disk_free_percent).toBeGreaterThan(0)
    expect(last.agent_memory_mb).toBeGreaterThan(5)
    expect(last.loss_max_percent ?? 100).toBe(100)
    const [hello] = broker.ofKind('hello')
    const { facts } = hello!.body as { facts: Record<string, unknown> }
    expect(facts).toMatchObject({
      door: 'mqtt',
      report_interval_seconds: 1,
      versions: { runtime: process.version },
    })
    // Nobody is signed in, or nobody tells who is: the desktop part of this set does not run.
    expect(facts.unreadable).toMatchObject({
      camera_privacy: 'unsupported',
      audio_level: expect.stringMatching(/^(absent|unsupported|no_answer)$/),
    })
  })

  it('starts anew after the power was cut: next epoch, next connection, everything that waited', async () => {
    broker.answers.stored = () => []
    machine.start()
    await until('two reports', () => reports().length >= 2)
    await machine.kill()
    broker.answers.stored = ({ epoch, seq }) => [[epoch, seq, seq]]
    const before = broker.heard.length
    machine.start()
    await until('the first report came again', () =>
      broker
        .numbers()
        .slice(before - 1)
        .includes('1.1'),
    )
    const hello = broker.ofKind('hello').at(-1)!
    expect(hello).toMatchObject({ epoch: 2, body: { connection: 2, cause: 'agent_crashed', oldest: [1, 1] } })
  })

  it('says goodbye when it is stopped, and leaves quickly', async () => {
    machine.start()
    await until('a report', () => reports().length > 0)
    const from = performance.now()
    await machine.switchOff()
    expect(performance.now() - from).toBeLessThan(3000)
    await until('the goodbye', () => broker.ofKind('bye').length === 1)
  })

  it('is told to stop while it still starts, and does not take that for a fall', async () => {
    machine.start()
    await until('it has begun', () => machine.output().includes('agent started'))
    await machine.switchOff()
    machine.start()
    const second = () => broker.ofKind('hello').find(({ epoch }) => epoch === 2)
    await until('it says hello anew', () => second() !== undefined)
    expect(second()?.body).toMatchObject({ cause: 'agent_started' })
  })

  it('says nothing of who sits there: no host name, no address of the network card', async () => {
    machine.start()
    await until('two reports', () => reports().length >= 2)
    const said = JSON.stringify(broker.heard.map(one => one.envelope)) + machine.output()
    const host = (await readFile('/proc/sys/kernel/hostname', 'utf8')).trim()
    const cards = await readFile('/sys/class/net/eth0/address', 'utf8').catch(() => '')
    for (const canary of [cards.trim(), process.env.USER ?? '', host.length > 3 ? host : ''].filter(
      Boolean,
    )) {
      expect(said).not.toContain(canary)
    }
  })
})

describe('an agent that cannot start', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'setwacht-refused-'))

  async function run(environment: Record<string, string>) {
    const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', chunk => {
      said += chunk
    })
    const code = await new Promise(resolve => child.once('close', resolve))
    return { code, said }
  }

  it.each([
    [
      'a setting',
      { SETWACHT_AGENT_REPORT_SECONDS: '0' },
      undefined,
      /REPORT_SECONDS is "0"; expected .*1 to 3600/,
    ],
    ['no identity', {}, undefined, /no identity in .*not enrolled.*npm run enrol/],
    ['no JSON', {}, 'hello', /identity\.json is not JSON/],
    ['a wrong field', {}, '{"deviceId":"x"}', /"deviceId" is "x"; expected a UUID of version 7/],
  ])(
    'says what is wrong and what was expected, in one line: %s',
    async (_case, environment, identity, expected) => {
      const directory = folder()
      if (identity !== undefined) writeFileSync(join(directory, 'identity.json'), identity)
      const { code, said } = await run({ SETWACHT_AGENT_DIR: directory, ...environment })
      expect(code).toBe(1)
      expect(said).toMatch(expected)
      expect(said.trim().split('\n')).toHaveLength(1)
      rmSync(directory, { recursive: true })
    },
  )

  it('says so when another agent works in its folder', async () => {
    const first = await prepareAgent({ deviceId, mqttPort: 1, stunPort: 1 }, 60)
    first.start()
    await until('the first runs', () => first.output().includes('agent started'))
    const { code, said } = await run({ SETWACHT_AGENT_DIR: first.directory })
    await first.remove()
    expect(code).toBe(1)
    expect(said).toMatch(/another agent works in/)
  })
})
