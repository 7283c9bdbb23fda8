import { setTimeout as delay } from 'node:timers/promises'
import { generate, type Packet } from 'mqtt-packet'
import { expect, inject, test } from 'vitest'
import { downFilter } from '../../protocol/topics.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { openRawSet } from '../support/raw-set.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { openPlaneGround } from './plane-ground.ts'

const { seconds, others } = {
  slice: { seconds: 1, others: 6 },
  full: { seconds: 15, others: 20 },
}[inject('faults')]
const othersP99MsMax = 500
const acknowledgedWithinMs = 10_000
/** More than a set may ever send at once, and what may be answered of it. */
const packetsTooMany = 500_000
const answersMax = 5000
const closedWithinMs = 10_000
const chunkPackets = 1000

const kinds: Record<string, (deviceId: string) => Packet> = {
  PINGREQ: () => ({ cmd: 'pingreq' }),
  PUBACK: () => ({ cmd: 'puback', messageId: 1 }),
  PUBREL: () => ({ cmd: 'pubrel', messageId: 1, qos: 1 }) as Packet,
  SUBSCRIBE: deviceId => ({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: [{ topic: downFilter(deviceId), qos: 0 }],
  }),
  UNSUBSCRIBE: deviceId => ({ cmd: 'unsubscribe', messageId: 1, unsubscriptions: [downFilter(deviceId)] }),
}

test(`a set that sends packets of any kind as fast as it can is closed, and ${others} others do not feel it`, {
  timeout: seconds * 10_000 + 120_000,
}, async () => {
  const { plane } = await openPlaneGround()
  const registered = await registerPairs(plane.admin(), others / 2 + 1)
  const [hasty, , ...ids] = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const mqttPort = plane.directMqttPort()
  const calm = await Promise.all(ids.map(deviceId => connectHandSet({ deviceId, mqttPort })))
  // What a busy machine takes by itself is not what the hasty one takes.
  const usual = p99(await Promise.all(calm.map(set => reportSteadily(set, performance.now() + 1000))))
  for (const [name, packet] of Object.entries(kinds)) {
    const end = performance.now() + seconds * 1000
    const bytes = generate(packet(hasty!))
    const [answers, ...waits] = await Promise.all([
      hurry(mqttPort, hasty!, Buffer.concat(Array(chunkPackets).fill(bytes)), end),
      ...calm.map(set => reportSteadily(set, end)),
    ])
    expect(Math.max(...answers), name).toBeLessThan(answersMax)
    expect(p99(waits) - usual, name).toBeLessThan(othersP99MsMax)
  }
  await Promise.all(calm.map(set => set.goodbye()))
})

function p99(waits: readonly number[][]): number {
  const sorted = waits.flat().sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.99) - 1]!
}

/** Sends as fast as it is taken and comes back whenever it is closed. @returns how much each connection was answered */
async function hurry(port: number, deviceId: string, chunk: Buffer, end: number): Promise<number[]> {
  const answers: number[] = []
  while (performance.now() < end) {
    const set = openRawSet(port)
    await set.connect(deviceId)
    for (let sent = 0; sent < packetsTooMany && !set.isClosed(); sent += chunkPackets)
      await set.sendRaw(chunk)
    await until('the line is closed', set.isClosed, closedWithinMs)
    answers.push(set.heard.length)
    set.leave()
  }
  return answers
}

const numbers = new WeakMap<HandSet, number>()

/** A report ten times a second. @returns how long each waited for its acknowledgement (ms) */
async function reportSteadily(set: HandSet, end: number): Promise<number[]> {
  const waits: number[] = []
  while (performance.now() < end) {
    const seq = (numbers.get(set) ?? 0) + 1
    numbers.set(set, seq)
    const from = performance.now()
    await set.send('report', seq, reportBody())
    await set.acknowledges(seq, acknowledgedWithinMs)
    waits.push(performance.now() - from)
    await delay(100)
  }
  return waits
}
