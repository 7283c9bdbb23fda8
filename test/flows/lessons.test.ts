import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CalendarAnswer } from '../../controlplane/calendar/api.ts'
import type { LessonsAnswer } from '../../controlplane/lessons/api.ts'
import { brussels, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'

let plane: TestControlPlane
let helpdesk: SignedIn
let counsellor: SignedIn
let pair: RegisteredPair

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-20T10:00')) })
  helpdesk = await signInAs(plane, 'helpdesk')
  counsellor = await signInAs(plane, 'counsellor')
  pair = (await registerPairs(plane.admin, 1))[0] as RegisteredPair
})
afterAll(() => plane.stop())

const path = (rest: string) => `/api/trajectories/${pair.trajectory}/${rest}`
const week: [number, number, number][] = [
  [3, 540, 690],
  [1, 540, 590],
  [1, 600, 650],
]
const lessonsOf = async (from: string): Promise<LessonsAnswer> => {
  const answer = await askAs(helpdesk, path(`lessons?from=${from}`))
  expect(answer.status).toBe(200)
  return answer.json() as Promise<LessonsAnswer>
}
const put = (rest: string, body: unknown, who = helpdesk) => tellAs(who, path(rest), body, 'PUT')
const close = async (of: string, day: string, body: { half: string; name: string }) =>
  expect((await tellAs(plane.admin, `${of}/closed-days/${day}`, body, 'PUT')).status).toBe(200)
const actsOf = async () =>
  (
    await plane.sql<{ act: string; detail: unknown }[]>`
      select act, detail from audit_log where subject = ${`trajectory:${pair.trajectory}`} order by no`
  ).map(({ act }) => act)

test('a trajectory without a timetable says so, and has no lessons', async () => {
  const answer = await lessonsOf('2026-11-23')
  expect(answer.timetable).toBeNull()
  expect(answer.next).toBeNull()
  expect(answer.days).toHaveLength(7)
  expect(answer.days.every(({ lessons, ground }) => lessons.length === 0 && ground === 'nothing')).toBe(true)
})

test('a timetable is kept in order, shown as the week goes, and taken away again', async () => {
  expect((await put('timetable', { week })).status).toBe(200)
  const answer = await lessonsOf('2026-11-23')
  expect(answer.timetable?.week).toEqual([
    [1, 540, 590],
    [1, 600, 650],
    [3, 540, 690],
  ])
  expect(answer.days[0]).toEqual({
    day: '2026-11-23',
    closed: null,
    ground: 'timetable',
    lessons: [
      [540, 590],
      [600, 650],
    ],
    paused: false,
  })
  expect((await put('timetable', { week: null })).status).toBe(200)
  expect((await lessonsOf('2026-11-23')).timetable).toBeNull()
  expect((await put('timetable', { week })).status).toBe(200)
})

test('a holiday, a public holiday and an own closed day have their names, and no lessons', async () => {
  await close(`/api/locations/SCH-${pair.school.label}`, '2026-11-25', {
    half: 'day',
    name: 'Pedagogische studiedag',
  })
  const dayOf = async (monday: string, day: string) =>
    (await lessonsOf(monday)).days.find(one => one.day === day)
  expect(await dayOf('2026-11-23', '2026-11-25')).toMatchObject({
    closed: { half: 'day', name: 'Pedagogische studiedag' },
    ground: 'closed',
    lessons: [],
  })
  expect((await dayOf('2026-11-02', '2026-11-02'))?.closed?.name).toBe('Herfstvakantie')
  expect((await dayOf('2026-11-09', '2026-11-11'))?.closed?.name).toBe('Wapenstilstand')
})

test('an exception holds on its day, on a closed day too, and goes away', async () => {
  const exception = { hours: [[600, 660]], reason: 'extra' }
  expect((await put('exceptions/2026-11-25', exception)).status).toBe(200)
  const during = await lessonsOf('2026-11-23')
  expect(during.days[2]).toMatchObject({ ground: 'exception', lessons: [[600, 660]] })
  expect(during.exceptions).toEqual([{ day: '2026-11-25', hours: [[600, 660]], reason: 'extra' }])
  expect((await tellAs(helpdesk, path('exceptions/2026-11-25'), {}, 'DELETE')).status).toBe(200)
  expect((await lessonsOf('2026-11-23')).exceptions).toEqual([])
})

test.each([
  ['timetable', { week: [[2, 600, 600]] }, 'hours_wrong_order', '2'],
  [
    'timetable',
    {
      week: [
        [5, 540, 620],
        [5, 600, 660],
      ],
    },
    'hours_overlap',
    '5',
  ],
  ['exceptions/2026-12-01', { hours: [[700, 600]], reason: 'exam' }, 'hours_wrong_order', '2026-12-01'],
  ['exceptions/1999-12-01', { hours: [], reason: 'exam' }, 'no_such_day', '1999-12-01'],
])('wrong hours in %s are refused, and where is named', async (rest, body, error, where) => {
  const answer = await put(rest, body)
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ error, where })
})

test('a week is asked for by its Monday; a code that nobody registered is not there', async () => {
  expect((await askAs(helpdesk, path('lessons?from=2026-11-24'))).status).toBe(422)
  expect((await askAs(helpdesk, '/api/trajectories/T-2026-9999/lessons')).status).toBe(404)
  expect((await tellAs(helpdesk, '/api/trajectories/T-2026-9999/timetable', { week }, 'PUT')).status).toBe(
    404,
  )
})

test('a counsellor reads and changes the lessons of their own trajectories alone', async () => {
  expect((await askAs(counsellor, path('lessons'))).status).toBe(404)
  expect((await put('timetable', { week }, counsellor)).status).toBe(404)
  await plane.sql`
    update trajectories set counsellor_id = ${counsellor.accountId} where code = ${pair.trajectory}`
  expect((await askAs(counsellor, path('lessons'))).status).toBe(200)
  expect((await put('timetable', { week }, counsellor)).status).toBe(200)
})

test('every change stands in the log, with numbers and days and no names', async () => {
  const acts = await actsOf()
  expect(acts.filter(act => act === 'timetable_changed')).toHaveLength(4)
  expect(acts).toContain('exception_set')
  expect(acts).toContain('exception_removed')
})

test('the calendar of a school year names its holidays, public holidays and the closed days of a site', async () => {
  await close('/api', '2027-02-05', { half: 'afternoon', name: 'Sportdag' })
  const answer = (await (
    await askAs(helpdesk, `/api/calendar?year=2026&location=SCH-${pair.school.label}`)
  ).json()) as CalendarAnswer
  expect(answer.holidays.map(({ name }) => name)).toContain('Krokusvakantie')
  expect(answer.publicHolidays).toContainEqual({ day: '2027-05-01', name: 'Dag van de Arbeid' })
  expect(answer.publicHolidays.every(({ day }) => day >= '2026-09-01' && day <= '2027-08-31')).toBe(true)
  expect(answer.closed).toEqual([
    { day: '2026-11-25', half: 'day', name: 'Pedagogische studiedag', location: `SCH-${pair.school.label}` },
    { day: '2027-02-05', half: 'afternoon', name: 'Sportdag', location: null },
  ])
  expect(answer.source).toContain('31 augustus 2001')
  expect((await askAs(helpdesk, '/api/calendar?location=SCH-NONE')).status).toBe(404)
})
