import { afterEach, beforeEach, expect, test } from 'vitest'
import { rollUpHours } from '../../controlplane/telemetry/roll-up/actions.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { tellAs } from '../support/people.ts'
import { type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const minuteMs = 60_000
const backlogMinutes = 60
/** After its start the control plane holds no silence against a set for so long. */
const graceMs = 91_000

let plane: TestControlPlane<HeldClock>
let school: RegisteredSet
beforeEach(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T09:00') - graceMs) })
  const [pair] = await registerPairs(plane.admin, 1)
  school = pair!.school
  const week = [[1, 540, 720]]
  await tellAs(plane.admin, `/api/trajectories/${pair!.trajectory}/timetable`, { week }, 'PUT')
  await passTime(plane, graceMs)
})
afterEach(() => plane.stop())

const camera = (present: boolean) => ({ present, model: 'Helder', driver: null, error: null, blocked: null })
const presence = async () =>
  (
    await plane.sql`select presence, presence_cause from connections c
  join devices d using (device_no) where d.id = ${school.deviceId}`
  )[0]
const holding = async () =>
  Object.fromEntries((await plane.sql`select name, value from facts`).map(({ name, value }) => [name, value]))

/** An hour ago this set was there; then its line went. */
async function loseForAnHour(): Promise<void> {
  const set = await connectHandSet({ deviceId: school.deviceId, mqttPort: plane.mqttPort })
  await set.hello({ facts: { report_interval_seconds: 60, camera_1: camera(true) } })
  set.vanish()
  await until('suspect', async () => (await presence())?.presence === 'suspect')
  await passTime(plane, backlogMinutes * minuteMs)
  expect((await presence())?.presence).toBe('lost')
  await plane.sql`delete from presence_history`
}

/** Comes back in the same run with an hour of reports and the events of an hour. */
async function comeBack(): Promise<HandSet> {
  const set = await connectHandSet({ deviceId: school.deviceId, mqttPort: plane.mqttPort, connection: 2 })
  const now = plane.clock.now()
  const up = 4 * backlogMinutes * minuteMs
  const lastSeq = backlogMinutes + 4
  const facts = { report_interval_seconds: 60, camera_1: camera(true), interface: 'wired' as const }
  await set.hello({ oldest: [1, 1], last_seq: lastSeq, facts }, { at: now, up })
  const moment = (minutesAgo: number) => ({ at: now - minutesAgo * minuteMs, up: up - minutesAgo * minuteMs })
  await set.send('event', 1, { facts: { camera_1: camera(false) } }, moment(55))
  await set.send('event', 2, { facts: { report_interval_seconds: 1 } }, moment(50))
  await set.send('event', 3, { facts: { interface: 'wifi' } }, moment(40))
  await set.send('event', 4, { facts: { interface: 'wired' } }, moment(30))
  for (let minute = 1; minute <= backlogMinutes; minute += 1) {
    await set.send('report', lastSeq - minute + 1, reportBody(), moment(minute))
  }
  for (let seq = 1; seq <= lastSeq; seq += 1) await set.acknowledges(seq)
  return set
}

test('an hour of reports that come late fills history, and starts no alarm', async () => {
  await loseForAnHour()
  const set = await comeBack()

  expect(await presence()).toEqual({ presence: 'online', presence_cause: 'heard' })
  const history = await plane.sql`select presence, cause from presence_history`
  expect([...history]).toEqual([{ presence: 'online', cause: 'heard' }])
  await passTime(plane, 100_000)
  expect((await presence())?.presence).toBe('online')

  await rollUpHours(plane.sql, plane.clock.now() + 1000)
  const [counted] = await plane.sql`
    select (select count(*)::int4 from reports) as reports, (select sum(reports)::int4 from report_hours) as rolled_up,
      (select max(extract(epoch from received_at - measured_at))::int4 / 60 from reports) as oldest_minutes`
  expect(counted).toEqual({
    reports: backlogMinutes,
    rolled_up: backlogMinutes,
    oldest_minutes: backlogMinutes,
  })
  await set.goodbye()
})

test('what was true an hour ago goes into the history and does not hold now', async () => {
  await loseForAnHour()
  const set = await comeBack()

  expect(await holding()).toMatchObject({
    camera_1: camera(true),
    report_interval_seconds: 60,
    interface: 'wired',
  })
  const [rhythm] =
    await plane.sql`select report_interval_seconds as seconds from connections where connection = 2`
  expect(rhythm).toEqual({ seconds: 60 })
  const minutesAgo = (minutes: number) => plane.clock.now() - minutes * minuteMs
  const late = await plane.sql`
    select name from fact_history
    where measured_at > ${minutesAgo(58)}::timestamptz and measured_at < ${minutesAgo(20)}::timestamptz
    order by measured_at`
  expect(late.map(({ name }) => name)).toEqual([
    'camera_1',
    'report_interval_seconds',
    'interface',
    'interface',
  ])
  await set.goodbye()
})

test('what an earlier run says of itself, of whose clock nothing is known, is marked as uncertain', async () => {
  const set = await connectHandSet({ deviceId: school.deviceId, mqttPort: plane.mqttPort, epoch: 4 })
  await set.hello({ oldest: [3, 1] })
  await set.send('event', 1, { facts: { interface: 'wifi' } }, { epoch: 3 })
  await until('ack of 3/1', () => set.isAcknowledged(1, 3))
  expect([...(await plane.sql`select epoch, uncertain from fact_history`)]).toEqual([
    { epoch: 3, uncertain: true },
  ])
  await set.goodbye()
})
