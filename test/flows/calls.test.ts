import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findHalfDaysUsed } from '../../controlplane/calls/half-day/queries.ts'
import { recountCalls } from '../../controlplane/calls/interval/actions.ts'
import { findSessions } from '../../controlplane/calls/interval/queries.ts'
import { defaultPairLimits, judgePair } from '../../controlplane/calls/pair/rules.ts'
import { purgeCalls } from '../../controlplane/calls/purge/actions.ts'
import { findSetRows, findSubjects } from '../../controlplane/signals/known/subject-queries.ts'
import type { CallFact } from '../../protocol/call.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const monday = (time: string) => brussels(`2026-11-23T${time}`)
const wholeDay = { from: monday('00:00'), until: monday('00:00') + dayMs }
/** Two lessons, and hours later a third. */
const week: [number, number, number][] = [
  [1, 540, 590],
  [1, 600, 650],
  [1, 780, 830],
]

let plane: TestControlPlane<HeldClock>
let pair: RegisteredPair
let pairs = 0
let connections = 0

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(monday('08:30')) })
})
afterAll(() => plane.stop())

/** Each test has a pair of its own, on a day that begins anew. */
beforeEach(async () => {
  plane.clock.set(monday('08:30'))
  await plane.sql`delete from call_progress`
  pairs += 1
  pair = (await registerPairs(plane.admin, 1, { first: pairs }))[0]!
  await tellAs(plane.admin, `/api/trajectories/${pair.trajectory}/timetable`, { week }, 'PUT')
})

/** A set that is heard, and says what it says at the time that the clock shows, or dated `at` (by its right clock). */
async function speak(side: 'home' | 'school') {
  connections += 1
  const connection = connections
  const { deviceId } = pair[side]
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort, connection })
  const times = (at = plane.clock.now()) => ({ at, up: at - monday('00:00') })
  let seq = 0
  const send = async (kind: 'event' | 'report', body: object, at?: number) => {
    seq += 1
    await set.send(kind, seq, body, times(at))
    await set.acknowledges(seq)
  }
  await set.hello({}, times())
  return {
    call: (app: CallFact['app'], media: CallFact['media'], at = plane.clock.now()) =>
      send('event', { facts: { call: { app, media, since: at } } }, at),
    report: (readings: Record<string, number>) => send('report', reportBody(readings)),
    async goodbye() {
      await set.send('bye', 0, { reason: 'off', connection }, times())
      const isOff = () => plane.sql`
        select from connections join devices d using (device_no) where d.id = ${deviceId} and presence = 'off'`
      await until('it is off', async () => (await isOff()).length > 0)
    },
    leave: set.goodbye,
  }
}

const sessions = async () =>
  (await findSessions(plane.sql, pair.trajectory, wholeDay)).map(({ from, until }) => [
    clock(from),
    clock(until),
  ])
const intervals = async () =>
  (
    await plane.sql<{ media: string; from: number; until: number }[]>`
      select i.media, i.from_at as from, i.until_at as until from call_intervals i
      join trajectories t on t.id = i.trajectory_id where t.code = ${pair.trajectory} order by i.from_at, i.media`
  ).map(({ media, from, until }) => [media, clock(from), clock(until)])
const clock = (at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO('Europe/Brussels')
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
const at = (time: string) => plane.clock.set(monday(time))
const recount = () => recountCalls(plane.sql, plane.clock.now() + 1)

test('a session is when both sides are in a call at once, and a late fact is counted where it belongs', async () => {
  const [home, school] = [await speak('home'), await speak('school')]
  at('08:55')
  await home.call('running', 'both')
  at('09:02')
  await school.call('running', 'in')
  at('09:40')
  await home.call('stopped', 'none')
  await recount()
  expect(await sessions()).toEqual([['09:02', '09:40']])
  for (const later of ['09:42', '09:45']) {
    at(later)
    await recount()
  }
  expect(await intervals()).toEqual([
    ['both', '08:55', '09:40'],
    ['in', '09:02', '09:45'],
  ])
  await home.call('running', 'none', monday('09:20'))
  await recount()
  expect(await sessions()).toEqual([['09:02', '09:20']])
  for (const set of [home, school]) await set.leave()
})

test('the schedule counts by itself', async () => {
  const [home, school] = [await speak('home'), await speak('school')]
  at('09:00')
  await home.call('running', 'both')
  await school.call('running', 'both')
  at('09:10')
  await plane.runDue()
  expect(await sessions()).toEqual([['09:00', '09:10']])
  for (const set of [home, school]) await set.leave()
})

test('outside the times of lessons nothing is kept of a call, whatever a set says', async () => {
  const home = await speak('home')
  at('10:40')
  await home.call('running', 'both')
  at('12:10')
  await home.call('running', 'out')
  at('12:20')
  await home.call('stopped', 'none')
  at('12:50')
  await recount()
  expect(await intervals()).toEqual([['both', '10:40', '11:05']])
  await home.leave()
})

test('what a set that said goodbye told last is not carried on', async () => {
  const home = await speak('home')
  at('09:00')
  await home.call('running', 'both')
  await recount()
  at('09:10')
  await home.goodbye()
  await home.leave()
  at('09:30')
  await recount()
  expect(await intervals()).toEqual([['both', '09:00', '09:10']])
})

test('a half lesson day is used from twenty connected minutes on, each half by itself', async () => {
  const [home, school] = [await speak('home'), await speak('school')]
  const inCall = async (from: string, until: string) => {
    for (const set of [home, school]) await set.call('running', 'both', monday(from))
    at(until)
    for (const set of [home, school]) await set.call('stopped', 'none')
  }
  at('09:05')
  await inCall('09:05', '09:14')
  at('10:05')
  await inCall('10:05', '10:16')
  at('13:00')
  await inCall('13:00', '13:19')
  await recount()
  const used = () => findHalfDaysUsed(plane.sql, pair.trajectory, wholeDay, 20)
  expect(await used()).toEqual([{ day: '2026-11-23', half: 'morning', minutes: 20 }])
  expect(await findHalfDaysUsed(plane.sql, pair.trajectory, wholeDay, 19)).toHaveLength(2)
  for (const set of [home, school]) await set.leave()
})

test('what is known of a pair is judged as it stands: help, sound, line, lessons back to back', async () => {
  const [home, school] = [await speak('home'), await speak('school')]
  const lesson = { from: monday('10:00'), callFrom: monday('08:30'), until: monday('10:50') }
  const lessons = { statusOf: () => null, knownOf: () => undefined, hereSince: () => monday('10:04') }
  const known = () =>
    plane.sql.begin(async tx => {
      const rows = await findSetRows(tx, { codes: [pair.trajectory], labels: [] })
      const asked = { lessons, storms: new Map(), now: plane.clock.now() }
      return (await findSubjects(tx, rows, asked))[0]!.subject
    })
  const judge = async () => {
    const { verdict, side } = judgePair(await known(), lesson, defaultPairLimits, plane.clock.now())
    return [verdict, side]
  }
  at('09:00')
  await home.call('running', 'both')
  await school.call('running', 'both')
  at('10:02')
  await home.report({ loss_mean_percent: 0 })
  await school.report({ loss_mean_percent: 0 })
  expect(await judge()).toEqual(['good', null])
  at('10:03')
  await home.call('running', 'out')
  await school.call('stopped', 'none')
  expect(await judge()).toEqual(['connecting', null])
  at('10:05')
  await home.call('running', 'none')
  at('10:06')
  await home.report({ loss_mean_percent: 7 })
  await school.report({ loss_mean_percent: 0 })
  expect(await judge()).toEqual(['child_waits', 'school'])
  expect((await known()).home).toMatchObject({
    call: { stateSince: monday('10:03'), inCallUntil: monday('10:03') },
    reports: [{ loss_mean_percent: 7 }, { loss_mean_percent: 0 }],
    hereSince: monday('10:04'),
  })
  expect((await known()).school?.hereSince).toBeNull()
  for (const set of [home, school]) await set.leave()
})

test('intervals are forgotten after 30 days, sessions after 395', async () => {
  const [home, school] = [await speak('home'), await speak('school')]
  at('09:00')
  for (const set of [home, school]) await set.call('running', 'both')
  at('09:30')
  await recount()
  const kept = async () => [(await intervals()).length, (await sessions()).length]
  await purgeCalls(plane.sql, monday('09:30') + 30 * dayMs)
  expect(await kept()).toEqual([2, 1])
  await purgeCalls(plane.sql, monday('09:30') + 30 * dayMs + minuteMs)
  expect(await kept()).toEqual([0, 1])
  await purgeCalls(plane.sql, monday('09:30') + 395 * dayMs + minuteMs)
  expect(await kept()).toEqual([0, 0])
  for (const set of [home, school]) await set.leave()
})
