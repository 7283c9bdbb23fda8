import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { seededRandom } from '../fleet/chance.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { makeGarbage } from '../support/garbage.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const seed = 20_261_126
const payloads = { slice: 1000, full: 10_000 }[inject('faults')]
const pairs = 5
const atOnce = 200
const acknowledgedWithinMs = 20_000
const quarantineRowsPerDeviceMax = 100
const quarantinePayloadBytesMax = 8192

let plane: TestControlPlane
let sets: RegisteredSet[]
beforeEach(async () => {
  plane = await startControlPlane()
  sets = (await registerPairs(plane.admin, pairs + 1)).flatMap(({ home, school }) => [home, school])
})
afterEach(() => plane.stop())

const connect = ({ deviceId }: RegisteredSet) => connectHandSet({ deviceId, mqttPort: plane.mqttPort })

/** @returns how many rows each table holds that people look at */
async function countDomainRows() {
  const [row] = await plane.sql`
    select (select count(*)::int4 from reports) as reports, (select count(*)::int4 from facts) as facts,
      (select count(*)::int4 from fact_history) as history, (select count(*)::int4 from summaries) as summaries`
  return row
}

test(`${payloads} garbage payloads leave nothing but a bounded quarantine, and each that has a number is acknowledged (seed ${seed})`, {
  timeout: payloads * 20 + 120_000,
}, async () => {
  const random = seededRandom(seed)
  const [bystander, , ...throwers] = await Promise.all(sets.map(connect))
  /** The last number of each: without holes, of which a run may have few. */
  const numbers = throwers.map(() => 0)
  let sent = 0
  while (sent < payloads) {
    const awaited: [number, number][] = []
    for (let one = 0; one < atOnce && sent < payloads; one += 1) {
      const at = sent % throwers.length
      const seq = (numbers[at] ?? 0) + 1
      const { payload, numbered } = makeGarbage(seq, random)
      await throwers[at]?.sendRaw(random() < 0.5 ? 'report' : 'event', payload)
      sent += 1
      if (!numbered) continue
      numbers[at] = seq
      awaited.push([at, seq])
    }
    const missing = () => awaited.filter(([at, number]) => !throwers[at]?.isAcknowledged(number))
    await until('all are acknowledged', () => missing().length === 0, acknowledgedWithinMs).catch(() => {
      throw new Error(`seed ${seed}: not acknowledged ${JSON.stringify(missing().slice(0, 10))}`)
    })
  }
  expect(await countDomainRows()).toEqual({ reports: 0, facts: 0, history: 0, summaries: 0 })
  const bounds = await plane.sql<{ rows: number; bytes: number }[]>`
    select count(*)::int4 as rows, max(octet_length(payload))::int4 as bytes from quarantine group by device_no`
  expect(bounds.length).toBe(throwers.length)
  expect(Math.max(...bounds.map(({ rows }) => rows))).toBeLessThanOrEqual(quarantineRowsPerDeviceMax)
  expect(Math.max(...bounds.map(({ bytes }) => bytes))).toBeLessThanOrEqual(quarantinePayloadBytesMax)
  expect(throwers.filter(({ client }) => client.connected).length).toBe(throwers.length)

  await bystander?.send('report', 1, reportBody())
  await bystander?.acknowledges(1)
  expect(await countDomainRows()).toMatchObject({ reports: 1 })
  await Promise.all([bystander, ...throwers].map(set => set?.goodbye()))
})

const extremes = { at: 8.64e15, up: Number.MAX_SAFE_INTEGER }

test('a hello with the largest numbers the wire allows does not hold up the others', async () => {
  const [wild, calm] = await Promise.all(
    sets
      .slice(0, 4)
      .filter((_, index) => index % 2 === 0)
      .map(connect),
  )
  const largest = { connection: 1, last_seq: Number.MAX_SAFE_INTEGER, agent_started_at: 8.64e15 }
  void wild?.send('hello', 0, { ...helloNumbers, ...largest }, extremes)
  await calm?.hello()
  await calm?.send('report', 1, reportBody())
  await calm?.acknowledges(1)
  await wild?.send('report', Number.MAX_SAFE_INTEGER, reportBody(), extremes)
  await wild?.acknowledges(Number.MAX_SAFE_INTEGER)
  await Promise.all([wild, calm].map(set => set?.goodbye()))
})

test('facts that no protocol of ours knows are acknowledged and kept nowhere', async () => {
  const set = await connect(sets[0] as RegisteredSet)
  const facts = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`fact_${index}`, { evil: index }]),
  )
  await set.send('event', 1, { facts })
  await set.acknowledges(1)
  expect(await countDomainRows()).toMatchObject({ facts: 0, history: 0 })
  await set.goodbye()
})

const helloNumbers = {
  versions: { min: 1, max: 255 },
  capabilities: [],
  boot_id: null,
  cause: 'agent_started',
  oldest: [1, 1],
  outbox: { depth: 0, dropped: 0 },
  facts: {},
}
