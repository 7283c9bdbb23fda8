import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { downFilter } from '../../protocol/topics.ts'
import { createAuthority } from '../../provisioning/authority/create.ts'
import { openTestAuthority, type TestAuthority, tlsOf } from '../support/authority.ts'
import type { BrokerOrder, BrokerPause, BrokerSays } from '../support/broker-process.ts'
import { makeCertificate } from '../support/certificates.ts'
import { weigh, weighable } from '../support/process-memory.ts'
import { openRawSet, type RawSet } from '../support/raw-set.ts'
import { newDeviceId } from '../support/registration.ts'
import { until } from '../support/until.ts'

const program = fileURLToPath(new URL('../support/broker-process.ts', import.meta.url))
const commands = 5000
/** How they come: all at once, and as fast as the line takes them. The first, not counted, brings the process to its size. */
const rounds = [commands, commands, 50]
const settleMs = 2000
const growthBytesMax = 20 * 1024 * 1024
const drainMs = 30_000
const droppedWithinMs = drainMs + 5000

test(`a set that stops reading while ${commands} commands wait for it costs the broker less than 20 MiB, and is dropped in time`, {
  timeout: 2 * droppedWithinMs + 60_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'setwacht-broker-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  await createAuthority({ folder: join(dataDir, 'authority'), names: ['localhost'], now: Date.now() })
  const authority = await openTestAuthority(dataDir)
  const broker = await startBroker(dataDir)
  const bystander = await connect(authority, broker.port)
  const growths: number[] = []
  let from = 0
  for (const [round, together] of rounds.entries()) {
    const { deviceId, set } = await connect(authority, broker.port)
    const before = await broker.weigh()
    set.stopReading()
    from = (await broker.order({ passMs: 0 })).at
    await broker.order({ deviceId, commands, together })
    await delay(settleMs)
    growths.push((await broker.weigh()) - before)
    if (round + 1 < rounds.length) set.leave()
  }
  expect(Math.max(...growths.slice(1))).toBeLessThan(growthBytesMax)
  const { at } = await broker.order({ passMs: 0 })
  await broker.order({ passMs: Math.max(0, from + drainMs - at) })
  const alone = async () => {
    const said = await broker.order({ passMs: 0 })
    return said.connected === 1 && said
  }
  expect((await until('the set is dropped', alone, 2 * droppedWithinMs)).at - from).toBeLessThan(
    droppedWithinMs,
  )
  expect(await bystander.set.isStillHeard()).toBe(true)
  bystander.set.leave()
})

async function connect(authority: TestAuthority, port: number): Promise<{ deviceId: string; set: RawSet }> {
  const deviceId = newDeviceId()
  const certificate = await makeCertificate({ name: deviceId, issuer: authority.devices })
  const set = openRawSet(port, tlsOf(authority, certificate))
  expect(await set.connect(deviceId)).toBe(true)
  set.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: downFilter(deviceId), qos: 0 }] })
  await until('the subscription stands', () => set.heard.some(({ cmd }) => cmd === 'suback'))
  return { deviceId, set }
}

async function startBroker(dataDir: string) {
  const child = fork(program, [dataDir], { env: { ...process.env, ...weighable }, silent: true })
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk
  })
  onTestFinished(async () => {
    const gone = once(child, 'exit')
    child.disconnect()
    await gone
  })
  const [{ port }] = (await once(child, 'message')) as [BrokerSays]
  return {
    port,
    weigh: () => weigh(child.pid as number, output),
    async order(order: BrokerOrder | BrokerPause): Promise<BrokerSays> {
      child.send(order)
      const [said] = (await once(child, 'message')) as [BrokerSays]
      return said
    },
  }
}
