import { afterEach, beforeEach, expect, test } from 'vitest'
import { judgePresence } from '../../controlplane/devices/presence/actions.ts'
import { type LessonClock, startLessonClock } from '../../controlplane/lessons/clock/live.ts'
import type { Board } from '../../controlplane/overview/board/api.ts'
import type { BoardChildren } from '../../controlplane/overview/trajectories/api.ts'
import { openLog } from '../../controlplane/platform/log.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane
let pair: RegisteredPair
let clock: LessonClock & { stop(): void }

beforeEach(async () => {
  plane = await startControlPlane()
  pair = (await registerPairs(plane.admin, 1))[0] as RegisteredPair
  const log = openLog()
  clock = await startLessonClock({ sql: plane.sql, log, now: Date.now })
})
afterEach(async () => {
  clock.stop()
  await plane.stop()
})

const path = (rest: string) => `/api/trajectories/${pair.trajectory}/${rest}`
const setDetail = async (label: string) =>
  (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { presence: string; expected: boolean }
const presenceOf = async (label: string) => (await setDetail(label)).presence
const becomes = (label: string, wanted: string) =>
  until(`${label} is ${wanted}`, async () => (await presenceOf(label)) === wanted, 5000)

/** Judges by the lessons as the schedule would, a while from now; the grace of our own start has passed by then. */
async function judgeLater(ms: number): Promise<void> {
  const later = Date.now() + ms
  await plane.sql`update presence_tick set judged_at = ${later - 5000}, grace_until = ${later - 1}`
  await clock.refresh()
  await judgePresence(plane.sql, later, clock.expectationOf)
}

/** A timetable by which it is a lesson all day, or none; whatever the hour and the day at which this runs. */
async function putLessons(hours: [number, number][]): Promise<void> {
  await plane.sql`delete from lesson_exceptions`
  await plane.sql`
    insert into lesson_exceptions (trajectory_id, day, hours, reason)
    select t.id, d.day, ${plane.sql.json(hours)}, 'extra'
    from trajectories t, (values (current_date - 1), (current_date), (current_date + 1)) as d(day)`
  const answer = await tellAs(plane.admin, path('timetable'), { week: [] }, 'PUT')
  expect(answer.status).toBe(200)
}
const allDay: [number, number][] = [[0, 1440]]

async function vanish(side: 'home' | 'school'): Promise<void> {
  const set = await connectHandSet({ deviceId: pair[side].deviceId, mqttPort: plane.mqttPort })
  await set.hello()
  await becomes(pair[side].label, 'online')
  set.vanish()
  await becomes(pair[side].label, 'suspect')
}

test('a school set that vanishes in a lesson is lost after ten seconds', async () => {
  await putLessons(allDay)
  await vanish('school')
  await judgeLater(5000)
  expect(await presenceOf(pair.school.label)).toBe('suspect')
  await judgeLater(11_000)
  expect(await presenceOf(pair.school.label)).toBe('lost')
})

test('outside lessons it is off, after two minutes', async () => {
  await putLessons([])
  await vanish('school')
  await judgeLater(60_000)
  expect(await presenceOf(pair.school.label)).toBe('suspect')
  await judgeLater(121_000)
  expect(await presenceOf(pair.school.label)).toBe('off')
})

test('a set at home is expected in its lesson alone, and not by a child that is absent', async () => {
  await putLessons([])
  expect(await setDetail(pair.home.label)).toMatchObject({ expected: false })
  await putLessons(allDay)
  expect(await setDetail(pair.home.label)).toMatchObject({ expected: true })
  await tellAs(plane.admin, path('day-changes'), { kind: 'absent', until: null, saidBy: 'family' })
  expect(await setDetail(pair.home.label)).toMatchObject({ expected: false })
  await vanish('home')
  await judgeLater(121_000)
  expect(await presenceOf(pair.home.label)).toBe('off')
})

test('ten minutes before the lesson the class must be there, and the child not yet', async () => {
  await putLessons([[600, 660]])
  await clock.refresh()
  const ten = Temporal.Now.plainDateISO('Europe/Brussels').toZonedDateTime({
    timeZone: 'Europe/Brussels',
    plainTime: '10:00',
  }).epochMilliseconds
  const expected = (kind: 'home' | 'school', minutes: number) =>
    clock.expectationOf({ label: pair[kind].label, kind }, ten - minutes * 60_000)
  expect(expected('school', 11)).toMatchObject({ expected: false, lesson: false })
  expect(expected('school', 10)).toMatchObject({ expected: true, lesson: true })
  expect(expected('home', 1)).toMatchObject({ expected: false, lesson: true })
  expect(expected('home', 0)).toMatchObject({ expected: true, lesson: true })
  expect(expected('school', -60)).toMatchObject({ expected: false, lesson: false })
})

test('presence of a set at home outside school hours is not kept', async () => {
  await putLessons([])
  await vanish('home')
  await plane.sql`delete from presence_history`
  // Three in the night of Sunday after next.
  const today = Temporal.Now.plainDateISO('Europe/Brussels')
  const sunday = today.add({ days: 14 - today.dayOfWeek })
  const night = sunday.toZonedDateTime({ timeZone: 'Europe/Brussels', plainTime: '03:00' }).epochMilliseconds
  await judgeLater(night - Date.now())
  expect(await presenceOf(pair.home.label)).toBe('off')
  expect((await plane.sql`select from presence_history`).length).toBe(0)
})

const childrenFor = async (who: SignedIn): Promise<BoardChildren['children']> => {
  const answer = await askAs(who, `/api/board/children?of=${pair.trajectory},T-2026-9999`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return ((await answer.json()) as BoardChildren).children
}
const readsOf = async () => (await plane.sql`select from access_log where how = 'board'`).length

test('the child of a pair that asks for a person has a name on the board, written down once a lesson', async () => {
  const helpdesk = await signInAs(plane, 'helpdesk')
  await tellAs(plane.admin, path('child'), { firstName: 'Noor', className: '4B' }, 'PUT')
  await putLessons(allDay)
  expect(await childrenFor(helpdesk)).toEqual([])
  expect(await readsOf()).toBe(0)
  await vanish('school')
  const named = [{ trajectory: pair.trajectory, firstName: 'Noor', className: '4B' }]
  expect(await childrenFor(helpdesk)).toEqual(named)
  expect(await childrenFor(helpdesk)).toEqual(named)
  expect(await readsOf()).toBe(1)
  const counsellor = await signInAs(plane, 'counsellor')
  expect(await childrenFor(counsellor)).toEqual([])
  const logistics = await signInAs(plane, 'logistics')
  expect((await askAs(logistics, `/api/board/children?of=${pair.trajectory}`)).status).toBe(403)
  await putLessons([])
  expect(await childrenFor(helpdesk)).toEqual([])
})

test('the board is asked by the code of a trajectory, and tells that the child is there', async () => {
  await registerPairs(plane.admin, 1, { first: 2 })
  const ask = async (names: string) =>
    ((await (await askAs(plane.admin, `/api/board?sets=${names}`)).json()) as Board).pairs
  expect((await ask(pair.trajectory)).map(({ trajectory }) => trajectory)).toEqual([pair.trajectory])
  expect((await ask(`${pair.trajectory},KS-0002`)).length).toBe(2)
  await tellAs(plane.admin, path('day-changes'), { kind: 'here', until: null, saidBy: 'family' })
  expect((await ask(pair.trajectory))[0]?.isHere).toBe(true)
})
