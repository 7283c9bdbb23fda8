import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { askAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const inLesson = brussels('2026-11-23T10:00')
const atNight = brussels('2026-11-23T03:00')
/** The control plane has just started: so long silence is not held against a set. */
const graceMs = 91_000

let plane: TestControlPlane<HeldClock>
let pair: RegisteredPair

const pairs: RegisteredPair[] = []

/** In a lesson, or in the night before it; the grace of our own start has passed. */
function planeAt(at: number): void {
  beforeAll(async () => {
    plane = await startControlPlane({ clock: holdClock(at - graceMs) })
    pairs.push(...(await registerPairs(plane.admin, 8)))
    const week = [[1, 540, 720]]
    for (const { trajectory } of pairs)
      await tellAs(plane.admin, `/api/trajectories/${trajectory}/timetable`, { week }, 'PUT')
    await passTime(plane, graceMs)
  })
  beforeEach(() => {
    pair = pairs.pop() as RegisteredPair
  })
  afterAll(() => {
    pairs.length = 0
    return plane.stop()
  })
}

const presenceOf = async (label: string) => {
  const detail = (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { presence: string }
  return detail.presence
}
const becomes = (label: string, wanted: string) =>
  until(`${label} is ${wanted}`, async () => (await presenceOf(label)) === wanted)
const connect = (connection: number, keepAliveSeconds = 60) =>
  connectHandSet({ deviceId: pair.school.deviceId, mqttPort: plane.mqttPort, connection, keepAliveSeconds })

describe('in a lesson', () => {
  planeAt(inLesson)

  test('a set that never spoke is not healthy, and not lost', async () => {
    await passTime(plane, 600_000)
    expect(await presenceOf(pair.school.label)).toBe('unheard')
  })

  test('a broken connection is suspect at once and lost after ten seconds of lesson', async () => {
    const set = await connect(1)
    await set.hello()
    await becomes(pair.school.label, 'online')
    set.vanish()
    await becomes(pair.school.label, 'suspect')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('suspect')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('lost')
  })

  test('who let its keep-alive run out was last heard when the broker last heard it', async () => {
    const set = await connect(1, 1)
    await set.hello()
    await becomes(pair.school.label, 'online')
    set.fallSilent()
    plane.clock.move(60_000)
    await becomes(pair.school.label, 'suspect')
    const { label } = pair.school
    const { heardAt } = (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { heardAt: number }
    expect(plane.clock.now() - heardAt).toBe(1501)
  })

  test('a goodbye is off, and the will that follows changes nothing', async () => {
    const set = await connect(1)
    await set.hello()
    await set.send('bye', 0, { reason: 'sleep', connection: 1 })
    await becomes(pair.school.label, 'off')
    set.vanish()
    await passTime(plane, 600_000)
    expect(await presenceOf(pair.school.label)).toBe('off')
  })

  test('a late will of an older connection says nothing any more', async () => {
    const first = await connect(1)
    await first.hello()
    const second = await connect(2)
    await second.hello()
    await second.send('lost', 0, { connection: 1 })
    await second.send('report', 1, reportBody())
    await second.acknowledges(1)
    expect(await presenceOf(pair.school.label)).toBe('online')
    await second.goodbye()
  })

  test('a connected set that falls silent is suspect after two missed reports', async () => {
    const set = await connect(1)
    await set.hello({ facts: { report_interval_seconds: 60 } })
    await becomes(pair.school.label, 'online')
    await passTime(plane, 135_000)
    expect(await presenceOf(pair.school.label)).toBe('online')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('suspect')
    await set.send('report', 1, reportBody())
    await becomes(pair.school.label, 'online')
    await set.goodbye()
  })

  test('after we were away ourselves no set is lost before it had time to come back', async () => {
    const set = await connect(1)
    await set.hello()
    set.vanish()
    await becomes(pair.school.label, 'suspect')
    plane.clock.move(200_000)
    await plane.runDue()
    await passTime(plane, 225_000)
    expect(await presenceOf(pair.school.label)).toBe('suspect')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('lost')
  })
})

describe('while nobody expects a set', () => {
  planeAt(atNight)

  test('silence while nobody expects the set is off, never lost', async () => {
    const set = await connect(1)
    await set.hello()
    set.vanish()
    await becomes(pair.school.label, 'suspect')
    await passTime(plane, 115_000)
    expect(await presenceOf(pair.school.label)).toBe('suspect')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('off')
  })

  test('presence of a set at home outside school hours is not kept', async () => {
    const home = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort: plane.mqttPort })
    await home.hello()
    await becomes(pair.home.label, 'online')
    home.vanish()
    await becomes(pair.home.label, 'suspect')
    await passTime(plane, 120_000)
    expect(await presenceOf(pair.home.label)).toBe('off')
    const kept = plane.sql`
    select from presence_history join devices using (device_no) where id = ${pair.home.deviceId}`
    expect(await kept).toHaveLength(0)
  })
})
