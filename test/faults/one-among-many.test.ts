import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { factNames } from '../../protocol/facts.ts'
import { ninetyNinth, startBystanders } from '../support/bystanders.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { textWithNul, tinyReading } from '../support/extreme-bodies.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { startKillablePlane } from '../support/killable-plane.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const mode = inject('faults')
const seconds = { slice: 2, full: 60 }[mode]
const attackers = { slice: [10, 100], full: [1, 9, 10, 100] }[mode]
const bystanders = 20
const othersP99MsMax = 1000
const memoryBytesMax = 512 * 1024 * 1024
const rangesMax = 256
const epochsMax = 64
/** What a set may send at once, and what it may have on its way. */
const burst = 1900
const onItsWay = 200

type Plane = Awaited<ReturnType<typeof startKillablePlane>>
let database: TestDatabase
let plane: Plane
let sql: Database
let ids: string[]
/** Each attack has sets of its own: what one has used up is not there for the next. */
let used = bystanders
let open: HandSet[] = []

beforeAll(async () => {
  database = await createDatabase()
  plane = await startKillablePlane({ DATABASE_URL: database.url })
  sql = openDatabase(database.url, { max: 2 })
  const pairs = await registerPairs(plane.admin(), (bystanders + 200) / 2)
  ids = pairs.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
})
afterEach(() => {
  for (const set of open) set.client.end(true)
  open = []
})
afterAll(async () => {
  await plane?.stop()
  await sql?.end()
  await database?.drop()
})

async function connectAttackers(count: number): Promise<HandSet[]> {
  const mine = ids.slice(used, used + count)
  used += count
  const sets = await Promise.all(mine.map(deviceId => connectHandSet({ deviceId, mqttPort: plane.mqttPort })))
  open.push(...sets)
  await Promise.all(sets.map(set => set.hello({ oldest: [1, 1] })))
  return sets
}

/** Runs an attack beside sets that only want to report: all of theirs is stored in time, and the server stays small. */
async function attack(run: (isOver: () => boolean) => Promise<unknown>): Promise<void> {
  const calm = await startBystanders(plane.mqttPort, ids.slice(0, bystanders))
  const ends = performance.now() + seconds * 1000
  const isOver = () => performance.now() > ends
  await run(isOver)
  const waits = await calm.finish()
  expect(waits.length).toBeGreaterThan(bystanders * seconds * 0.5)
  expect(ninetyNinth(waits)).toBeLessThan(othersP99MsMax)
  const status = await readFile(`/proc/${plane.pid()}/status`, 'utf8')
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(status) ?? []
  expect(Number(kilobytes) * 1024).toBeLessThan(memoryBytesMax)
}

/** What is acknowledged of a set lies in its stored ranges. */
async function expectNoneLost(set: HandSet, deviceId: string): Promise<void> {
  const [row] = await sql<{ lost: number }[]>`
    select count(*)::int4 as lost
    from unnest(${set.acknowledged.map(([epoch]) => String(epoch))}::text[],
      ${set.acknowledged.map(([, from]) => String(from))}::text[],
      ${set.acknowledged.map(([, , to]) => String(to))}::text[]) as a(epoch, first, last)
    where not exists (
      select from stored_ranges s join devices d using (device_no)
      where d.id = ${deviceId} and s.epoch = a.epoch::int4
        and s.stored @> int8range(a.first::int8, a.last::int8, '[]')
    )`
  expect(row).toEqual({ lost: 0 })
}

const doubtsOf = async (deviceId: string) =>
  (
    await sql<{ cause: string }[]>`
      select h.cause from device_history h join devices d using (device_no) where d.id = ${deviceId}`
  ).map(({ cause }) => cause)

test.each(attackers)(
  'the others do not feel what the database cannot hold, from %d sets at once',
  async count => {
    const sets = await connectAttackers(count)
    await attack(async isOver => {
      for (let seq = 1; !isOver(); seq += 2) {
        await Promise.all(
          sets.flatMap(set => [
            set.send('report', seq, tinyReading),
            set.send('event', seq + 1, textWithNul),
          ]),
        )
        await delay(400)
      }
    })
    for (const set of sets) await set.acknowledges(2)
    const problems = await (await fetch(`${plane.httpUrl()}/readyz`)).json()
    expect(problems).toEqual({ ready: true, problems: [] })
  },
)

test('a set that sends only even numbers is stored up to a bound and told; the others do not feel it', async () => {
  const deviceId = ids[used] as string
  const [set] = (await connectAttackers(1)) as [HandSet]
  let seq = 0
  await attack(async isOver => {
    while (!isOver()) {
      for (let one = 0; one < 20; one += 1) {
        seq += 2
        set.send('report', seq, reportBody()).catch(() => undefined)
      }
      await delay(seq < 2 * burst ? 50 : 400)
    }
  })
  await until('it is told', () => set.refused.some(({ reason }) => reason === 'gaps'))
  const [row] = await sql<{ ranges: number }[]>`
    select (select count(*)::int4 from unnest(s.stored)) as ranges
    from stored_ranges s join devices d using (device_no) where d.id = ${deviceId}`
  expect(row?.ranges).toBeGreaterThan(rangesMax / 2)
  expect(row?.ranges).toBeLessThanOrEqual(rangesMax)
  await expectNoneLost(set, deviceId)
  expect(set.isAcknowledged(seq)).toBe(false)
  expect(await doubtsOf(deviceId)).toContain('gaps')
  // What leaves no more holes than there are is taken at any time.
  await set.send('report', 1, reportBody())
  await set.acknowledges(1)
})

test('a set that begins a new run with every message is stored up to a bound and told; the others do not feel it', async () => {
  const deviceId = ids[used] as string
  const [set] = (await connectAttackers(1)) as [HandSet]
  let epoch = 1000
  await set.hello({ oldest: [1, 1], connection: 2, agent_started_at: 5 }, { epoch })
  await attack(async isOver => {
    for (; !isOver(); epoch -= 1) {
      set.send('report', 1, reportBody(), { epoch: Math.max(2, epoch) }).catch(() => undefined)
      set.send('report', 1, reportBody(), { epoch: 2000 + epoch }).catch(() => undefined)
      await delay(20)
    }
  })
  const told = () => new Set(set.refused.map(({ reason }) => reason))
  await until('it is told', () => told().has('epochs') && told().has('unheard'))
  const [row] = await sql<{ epochs: number }[]>`
    select count(*)::int4 as epochs from stored_ranges s join devices d using (device_no) where d.id = ${deviceId}`
  expect(row?.epochs).toBeGreaterThan(epochsMax / 2)
  expect(row?.epochs).toBeLessThanOrEqual(epochsMax)
  await expectNoneLost(set, deviceId)
  expect(await doubtsOf(deviceId)).toEqual(expect.arrayContaining(['epochs', 'unheard']))
})

const slot = { present: true, model: 'm'.repeat(64), driver: 'd'.repeat(64), error: null, blocked: false }
const manyFacts = {
  facts: Object.fromEntries(factNames.filter(name => name.startsWith('camera')).map(name => [name, slot])),
}
const wholeHello = (connection: number) => ({
  versions: { min: 1, max: 1 },
  capabilities: [],
  boot_id: null,
  agent_started_at: 1_700_000_000_000,
  cause: 'agent_started',
  connection,
  oldest: [1, 1],
  last_seq: 0,
  outbox: { depth: 0, dropped: 0 },
  ...manyFacts,
})
const today = { what: 'absent', until: null, by: 'teacher', undo: false }

const costly = {
  event: () => manyFacts,
  hello: wholeHello,
  today: () => today,
  bye: (connection: number) => ({ reason: 'sleep', connection }),
  report: () => ({ readings: 'none that can be used' }),
}
type Costly = keyof typeof costly
const kinds = Object.keys(costly) as Costly[]

/** Five sets, and what each says as often as it may at once. */
const fives: Record<typeof mode, (readonly [name: string, kinds: Costly[]])[]> = {
  slice: [['all that costs most', kinds]],
  full: kinds.map(kind => [kind, Array<Costly>(5).fill(kind)]),
}

test.each(fives[mode])(
  'five sets that send as much as they may at once of %s do not make the others wait, nor turn them away',
  async (_name, said) => {
    const sets = await connectAttackers(said.length)
    await attack(async isOver => {
      for (let sent = 0; !isOver(); await delay(100)) {
        for (let one = 0; one < onItsWay && sent < burst; one += 1) {
          sent += 1
          for (const [index, kind] of said.entries()) {
            const seq = kind === 'hello' || kind === 'bye' ? 0 : sent
            sets[index]?.send(kind, seq, costly[kind](1 + sent)).catch(() => undefined)
          }
        }
      }
    })
  },
)
