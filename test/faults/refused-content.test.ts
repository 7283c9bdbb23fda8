import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rollUpHours } from '../../controlplane/telemetry/roll-up/actions.ts'
import { isNumbered, type UpwardKind, upwardKinds } from '../../protocol/messages.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { extremeBodies } from '../support/extreme-bodies.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const pairs = 8
/** Fewer than a set may have waiting. */
const atOnce = 100
const soonMs = 20_000

let plane: TestControlPlane
let sets: RegisteredSet[]
beforeEach(async () => {
  plane = await startControlPlane()
  sets = (await registerPairs(plane.admin, pairs)).flatMap(({ home, school }) => [home, school])
})
afterEach(() => plane.stop())

const connect = ({ deviceId }: RegisteredSet) => connectHandSet({ deviceId, mqttPort: plane.mqttPort })
const readiness = async () => {
  const answer = await fetch(`${plane.httpUrl}/readyz`)
  return { status: answer.status, problems: ((await answer.json()) as { problems: string[] }).problems }
}
const metric = async (name: string) => {
  const text = await (await fetch(`${plane.httpUrl}/metrics`)).text()
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
}
const camera = (present: boolean) => ({
  facts: { camera_1: { present, model: null, driver: null, error: null, blocked: null } },
})

describe('what the database cannot hold', () => {
  test('is judged at reading, at every place of every kind: nothing is left to the database', {
    timeout: 180_000,
  }, async () => {
    const bystander = await connect(sets[upwardKinds.length]!)
    const counts = await Promise.all(upwardKinds.map((kind, index) => sayExtremes(sets[index]!, kind)))
    expect(Math.min(...counts)).toBeGreaterThan(5)
    expect(await metric('setwacht_messages_unstorable_total')).toBe(0)
    expect(await readiness()).toMatchObject({ status: 200 })
    await bystander.send('report', 1, reportBody())
    await bystander.acknowledges(1)
    await rollUpHours(plane.sql, plane.clock.now() + 1000)
    await bystander.goodbye()
  })

  test('is put aside with the place and what was expected there, and its neighbours are stored', async () => {
    const set = await connect(sets[0]!)
    await set.hello()
    await set.send('report', 1, reportBody({ jitter_ms: 1e-300 }))
    await set.send('event', 2, {
      facts: { versions: { agent: '1', runtime: '\ud800', system: null, protocol: 1 } },
    })
    await set.send('report', 3, reportBody({ jitter_ms: 5.5e-17 }))
    for (const number of [1, 2, 3]) await set.acknowledges(number)
    const [stored] = await plane.sql`select seq, jitter_ms from reports`
    expect(stored).toMatchObject({ seq: 3 })
    expect(stored?.jitter_ms).toBeCloseTo(5.5e-17, 20)
    const aside = await plane.sql`select kind, problem from quarantine order by kind`
    expect(aside.map(({ problem }) => problem[0].where)).toEqual([
      '/body/facts/versions/runtime',
      '/body/readings/jitter_ms',
    ])
    await set.goodbye()
  })

  test('keeps no set from being heard: its hello counts without the facts that cannot be used', async () => {
    const set = await connect(sets[0]!)
    const slot = { present: true, driver: null, error: null, blocked: null }
    const facts = {
      camera_1: { ...slot, model: 'Helder' },
      camera_2: { ...slot, model: 'Hel\0der' },
      udp: 'shut',
    }
    expect(await set.hello({ facts: facts as never })).toMatchObject({ pace: expect.any(Number) })
    await set.send('report', 1, reportBody())
    await set.acknowledges(1)
    expect([...(await plane.sql`select name from facts`)]).toEqual([{ name: 'camera_1' }])
    const [aside] = await plane.sql`select kind, problem from quarantine`
    expect([aside?.kind, JSON.stringify(aside?.problem)]).toEqual([
      'hello',
      expect.stringContaining('/body/facts/'),
    ])
    await set.goodbye()
  })

  test('and no protocol of ours knows is kept nowhere', async () => {
    const set = await connect(sets[0]!)
    await set.hello()
    const slot = { present: true, model: 'Helder', driver: null, error: null, blocked: null, ssid: 'thuis' }
    await set.send('event', 1, { facts: { camera_1: slot } })
    await set.acknowledges(1)
    const { ssid: _, ...known } = slot
    expect([...(await plane.sql`select value from facts`)]).toEqual([{ value: known }])
    expect([...(await plane.sql`select value from fact_history`)]).toEqual([{ value: known }])
    await set.goodbye()
  })
})

describe('what the database refuses all the same', () => {
  test('holds back nothing that can be stored, stays with its sets, and is told until it is stored', async () => {
    const all = await Promise.all(sets.map(connect))
    await plane.sql`alter table fact_history add constraint no_camera check (name <> 'camera_1')`
    await Promise.all(
      all.map(async set => {
        await set.send('event', 1, camera(true))
        await set.send('report', 2, reportBody())
        await set.acknowledges(2)
      }),
    )
    const told = async () =>
      (await readiness()).status === 503 && (await metric('setwacht_messages_unstorable')) > 0
    await until('readiness and metric tell', told, soonMs)
    expect((await readiness()).problems.join()).toContain('refuses')
    expect(all.filter(set => set.isAcknowledged(1))).toEqual([])
    expect(await plane.sql`select 1 from quarantine`).toHaveLength(0)

    await plane.sql`alter table fact_history drop constraint no_camera`
    for (const set of all) await set.send('event', 1, camera(true))
    for (const set of all) await set.acknowledges(1)
    await until('ready again', async () => (await readiness()).status === 200, soonMs)
    expect(await plane.sql`select 1 from fact_history`).toHaveLength(all.length)
    await Promise.all(all.map(set => set.goodbye()))
  })

  test('for a reason of its own, by one table, does not hold back the others', async () => {
    const all = await Promise.all(sets.map(connect))
    const [partition] = await plane.sql<{ name: string }[]>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'reports'::regclass order by 1 limit 1`
    await plane.sql.unsafe(`alter table reports detach partition ${partition!.name}`)
    await Promise.all(
      all.map(async set => {
        await set.send('report', 1, reportBody())
        await set.send('event', 2, camera(true))
        await set.acknowledges(2, soonMs)
      }),
    )
    expect(all.filter(set => set.isAcknowledged(1))).toEqual([])
    await until('readiness tells', async () => (await readiness()).status === 503, soonMs)
    await Promise.all(all.map(set => set.goodbye()))
  })

  test('of a few sets for its content is put aside, and acknowledged', async () => {
    const all = await Promise.all(sets.slice(0, 9).map(connect))
    await plane.sql`alter table fact_history add constraint no_camera check (name <> 'camera_1')`
    for (const set of all) {
      await set.send('event', 1, camera(true))
      await set.acknowledges(1)
    }
    expect(await plane.sql`select 1 from quarantine`).toHaveLength(all.length)
    await Promise.all(all.map(set => set.goodbye()))
  })
})

/** Says all of a kind, and that a set may say it is shown by a plain report between. @returns how many it were */
async function sayExtremes(of: RegisteredSet, kind: UpwardKind): Promise<number> {
  const set = await connect(of)
  await set.hello()
  const awaited: string[] = []
  const bodies = extremeBodies(kind)
  for (const [index, { at, body }] of bodies.entries()) {
    if (isNumbered(kind)) awaited.push(at)
    await set.send(kind, isNumbered(kind) ? awaited.length : 0, body)
    if (index % atOnce < atOnce - 1 && index + 1 < bodies.length) continue
    awaited.push('a plain report')
    await set.send('report', awaited.length, reportBody())
    await allAcknowledged(set, awaited)
  }
  await set.goodbye()
  return bodies.length
}

/** Waits until each is acknowledged; they were numbered from 1 on. */
async function allAcknowledged(set: HandSet, awaited: readonly string[]): Promise<void> {
  const missing = () => awaited.filter((_, index) => !set.isAcknowledged(index + 1))
  await until('all are acknowledged', () => missing().length === 0, soonMs).catch(() => {
    throw new Error(`not acknowledged: ${missing().slice(0, 10).join(', ')}`)
  })
}
