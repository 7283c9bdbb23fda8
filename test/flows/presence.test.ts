import { afterEach, beforeEach, expect, test } from 'vitest'
import { judgePresence, recordReturn } from '../../controlplane/devices/presence/actions.ts'
import type { Expectation } from '../../controlplane/devices/presence/rules.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { askAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane
let pair: RegisteredPair

beforeEach(async () => {
  plane = await startControlPlane()
  const [registered] = await registerPairs(plane.admin, 1)
  pair = registered as RegisteredPair
})
afterEach(() => plane.stop())

const inLesson = (): Expectation => ({ expected: true, lesson: true, schoolHours: true })
const atNight = (): Expectation => ({ expected: false, lesson: false, schoolHours: false })

const presenceOf = async (label: string) => {
  const detail = (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { presence: string }
  return detail.presence
}
const becomes = (label: string, wanted: string) =>
  until(`${label} is ${wanted}`, async () => (await presenceOf(label)) === wanted, 5000)
const connect = (connection: number) =>
  connectHandSet({ deviceId: pair.school.deviceId, mqttPort: plane.mqttPort, connection })

/** Judges as the schedule would, a while from now; the grace of our own start has passed by then. */
async function judgeLater(ms: number, expectation: () => Expectation): Promise<void> {
  const later = Date.now() + ms
  await plane.sql`update presence_tick set judged_at = ${later - 5000}, grace_until = ${later - 1}`
  await judgePresence(plane.sql, later, expectation)
}

test('a set that never spoke is not healthy, and not lost', async () => {
  await judgeLater(3_600_000, inLesson)
  expect(await presenceOf(pair.school.label)).toBe('unheard')
})

test('a broken connection is suspect at once and lost after ten seconds of lesson', async () => {
  const set = await connect(1)
  await set.hello()
  await becomes(pair.school.label, 'online')
  set.vanish()
  await becomes(pair.school.label, 'suspect')
  await judgeLater(5000, inLesson)
  expect(await presenceOf(pair.school.label)).toBe('suspect')
  await judgeLater(11_000, inLesson)
  expect(await presenceOf(pair.school.label)).toBe('lost')
})

test('silence while nobody expects the set is off, never lost', async () => {
  const set = await connect(1)
  await set.hello()
  set.vanish()
  await becomes(pair.school.label, 'suspect')
  await judgeLater(121_000, atNight)
  expect(await presenceOf(pair.school.label)).toBe('off')
})

test('a goodbye is off, and the will that follows changes nothing', async () => {
  const set = await connect(1)
  await set.hello()
  await set.send('bye', 0, { reason: 'sleep', connection: 1 })
  await becomes(pair.school.label, 'off')
  set.vanish()
  await judgeLater(600_000, inLesson)
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
  await judgeLater(134_000, inLesson)
  expect(await presenceOf(pair.school.label)).toBe('online')
  await judgeLater(136_000, inLesson)
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
  const back = Date.now() + 200_000
  await plane.sql`update presence_tick set judged_at = ${back - 200_000}, grace_until = ${back - 200_000}`
  await recordReturn(plane.sql, back)
  await judgePresence(plane.sql, back + 10_000, inLesson)
  expect(await presenceOf(pair.school.label)).toBe('suspect')
  await plane.sql`update presence_tick set judged_at = ${back + 226_000}`
  await judgePresence(plane.sql, back + 231_000, inLesson)
  expect(await presenceOf(pair.school.label)).toBe('lost')
})

test('presence of a set at home outside school hours is not kept', async () => {
  const kept = async () => (await plane.sql`select count(*)::int4 as rows from presence_history`)[0]?.rows
  await plane.sql`delete from presence_history`
  const home = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort: plane.mqttPort })
  await home.hello()
  await becomes(pair.home.label, 'online')
  home.vanish()
  await becomes(pair.home.label, 'suspect')
  await plane.sql`delete from presence_history`
  await judgeLater(121_000, atNight)
  expect(await presenceOf(pair.home.label)).toBe('off')
  expect(await kept()).toBe(0)
})
