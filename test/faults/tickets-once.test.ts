import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { seededRandom } from '../fleet/chance.ts'
import { startCable } from '../support/cable.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { startKillablePlane } from '../support/killable-plane.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { openPlaneGround } from './plane-ground.ts'

const seed = 20_261_130
const { kills, awayMs } = { slice: { kills: 1, awayMs: 2000 }, full: { kills: 20, awayMs: 300_000 } }[
  inject('faults')
]
/** What a set is not told to be stored it says again; and each message comes so many times. */
const copies = 3
const startsOfRestless = 3

type Pressing = { pair: RegisteredPair; press: string; connection: number }

async function comeOn(one: Pressing, mqttPort: number): Promise<HandSet> {
  one.connection += 1
  const { deviceId } = one.pair.home
  const set = await connectHandSet({ deviceId, mqttPort, connection: one.connection })
  onTestFinished(() => void set.client.end(true))
  await set.hello()
  return set
}

async function say({ press }: Pressing, set: HandSet): Promise<void> {
  const body = { press, picture: 'hear', by: 'child', language: 'nl', withdrawn: false }
  for (let copy = 0; copy < copies; copy++) await set.send('help', 1, body)
}

/** Comes on and says its press, the same each time. */
async function pressAt(one: Pressing, mqttPort: number): Promise<HandSet> {
  const set = await comeOn(one, mqttPort)
  await say(one, set)
  return set
}

/** A class set whose agent starts anew again and again. */
async function startAnew({ school }: RegisteredPair, mqttPort: number): Promise<void> {
  for (let start = 1; start <= startsOfRestless; start++) {
    const startedAt = Date.now() + start
    const set = await connectHandSet({ deviceId: school.deviceId, mqttPort, epoch: start, connection: start })
    await set.hello({ agent_started_at: startedAt })
    await set.goodbye()
  }
}

test(`one trouble is one ticket, whatever is said again, killed, or judged by two (seed ${seed})`, {
  timeout: 120_000 + kills * 20_000 + 2 * awayMs,
}, async () => {
  const random = seededRandom(seed)
  const { plane: other, sql, databaseUrl } = await openPlaneGround()
  const line = await startCable(Number(new URL(databaseUrl).port))
  onTestFinished(() => line.stop())
  const behind = Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: line.port })
  const plane = await startKillablePlane({ DATABASE_URL: behind.href, SETWACHT_DATA_DIR: other.dataDir })
  onTestFinished(() => plane.stop())
  const pairs = await registerPairs(other.admin(), kills + 2)
  const all = pairs.map((pair): Pressing => ({ pair, press: randomUUID(), connection: 0 }))
  const [first, ...others] = all as [Pressing, ...Pressing[]]
  const last = others.pop()!
  const tickets = async () => (await sql`select from tickets`).length

  // Taken in, and killed before anybody judged it.
  const judging = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const locking = sql.begin(async tx => {
    await tx`lock table judged_subjects in exclusive mode`
    locked.resolve()
    await judging.promise
  })
  await locked.promise
  await startAnew(first.pair, plane.mqttPort)
  await (await pressAt(first, plane.mqttPort)).acknowledges(1)
  await Promise.all([plane.kill(), other.kill()])
  expect(await tickets()).toBe(0)
  judging.resolve()
  await locking
  await Promise.all([plane.start(), other.start()])
  await until('what was taken in is judged', async () => (await tickets()) === 2)
  await (await pressAt(first, other.mqttPort)).acknowledges(1)

  // Killed at any moment, and said again to the other one and to the first.
  for (const one of others) {
    await startAnew(one.pair, other.mqttPort)
    await pressAt(one, plane.mqttPort)
    await delay(random() * 300)
    await plane.kill()
    await (await pressAt(one, other.mqttPort)).acknowledges(1)
    await plane.start()
    await (await pressAt(one, plane.mqttPort)).acknowledges(1)
  }

  // The database is away from one of the two.
  await startAnew(last.pair, plane.mqttPort)
  const set = await comeOn(last, plane.mqttPort)
  line.cut()
  await say(last, set)
  await delay(awayMs)
  expect(set.isAcknowledged(1)).toBe(false)
  line.mend()
  await set.acknowledges(1, awayMs + 60_000)
  await (await pressAt(last, other.mqttPort)).acknowledges(1)

  await until('everybody has a ticket', async () => (await tickets()) >= 2 * all.length)
  await delay(2000)
  const rows = await sql<{ code: string; symptom: string; tickets: number; opened: number }[]>`
    select t.code, k.symptom, count(distinct k.id)::int as tickets, count(*)::int as opened
    from tickets k join trajectories t on t.id = k.trajectory_id join ticket_events e on e.ticket_id = k.id
    where e.kind = 'opened' group by 1, 2 order by 1, 2`
  expect(rows).toEqual(
    pairs.flatMap(({ trajectory: code }) =>
      ['help', 'restarts'].map(symptom => ({ code, symptom, tickets: 1, opened: 1 })),
    ),
  )
})
