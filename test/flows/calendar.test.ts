import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closedDays } from '../../controlplane/calendar/holiday/queries.ts'
import type { CalendarFileAnswer } from '../../controlplane/lessons/api.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'

let plane: TestControlPlane
let pair: RegisteredPair

beforeAll(async () => {
  plane = await startControlPlane()
  pair = (await registerPairs(plane.admin, 1))[0] as RegisteredPair
})
afterAll(() => plane.stop())
afterEach(() => plane.sql`delete from lesson_exceptions`)

const zone = 'Europe/Brussels'
const today = Temporal.Now.plainDateISO(zone)
/** A Monday of the past, so that what repeats has begun. */
const monday = today.subtract({ days: today.dayOfWeek - 1 + 7 })
const closed = closedDays(today.year, today.year + 1)
const compact = (day: Temporal.PlainDate, time: string) => `${day.toString().replaceAll('-', '')}T${time}`
/** The next days of a weekday on which schools are open, from tomorrow on. */
function openDays(weekday: number): Temporal.PlainDate[] {
  return Array.from({ length: 83 }, (_, ahead) => today.add({ days: ahead + 1 })).filter(
    day => day.dayOfWeek === weekday && !closed.has(day.toString()),
  )
}

const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//NL',
    ...events.flatMap(lines => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
const weekly = (uid: string, day: string, from: string, until: string, more: string[] = []) => {
  const begin = monday.add({ days: ['MO', 'TU', 'WE', 'TH', 'FR'].indexOf(day) })
  return [
    `UID:${uid}`,
    `DTSTART;TZID=${zone}:${compact(begin, from)}`,
    `DTEND;TZID=${zone}:${compact(begin, until)}`,
    `RRULE:FREQ=WEEKLY;BYDAY=${day}`,
    'SUMMARY:Wiskunde',
    ...more,
  ]
}
const send = (text: string, dryRun = true) =>
  tellAs(plane.admin, `/api/trajectories/${pair.trajectory}/timetable/import`, {
    name: 'rooster.ics',
    content: Buffer.from(text).toString('base64'),
    dryRun,
  })
const taken = async (text: string, dryRun = true): Promise<CalendarFileAnswer> => {
  const answer = await send(text, dryRun)
  expect(answer.status).toBe(200)
  return answer.json() as Promise<CalendarFileAnswer>
}
const lessonsOf = async () =>
  (await (await askAs(plane.admin, `/api/trajectories/${pair.trajectory}/lessons`)).json()) as {
    timetable: { week: unknown } | null
    exceptions: unknown[]
  }

test('a school week that repeats is that week, right across the change of the clock, and holidays say nothing', async () => {
  const { week, exceptions } = await taken(
    calendar(weekly('a', 'MO', '090000', '095000'), weekly('b', 'WE', '100000', '113000')),
  )
  expect(week).toEqual([
    [1, 540, 590],
    [3, 600, 690],
  ])
  expect(exceptions).toEqual([])
})

test('a lesson left out, one moved and one cancelled are exceptions of their days', async () => {
  const [first, second, third] = openDays(2) as [Temporal.PlainDate, Temporal.PlainDate, Temporal.PlainDate]
  const { exceptions, week } = await taken(
    calendar(
      weekly('a', 'TU', '090000', '095000', [`EXDATE;TZID=${zone}:${compact(first, '090000')}`]),
      [
        'UID:a',
        `RECURRENCE-ID;TZID=${zone}:${compact(second, '090000')}`,
        `DTSTART;TZID=${zone}:${compact(second, '140000')}`,
        `DTEND;TZID=${zone}:${compact(second, '150000')}`,
      ],
      [
        'UID:a',
        `RECURRENCE-ID;TZID=${zone}:${compact(third, '090000')}`,
        `DTSTART;TZID=${zone}:${compact(third, '090000')}`,
        `DTEND;TZID=${zone}:${compact(third, '095000')}`,
        'STATUS:CANCELLED',
      ],
    ),
  )
  expect(week).toEqual([[2, 540, 590]])
  expect(exceptions).toEqual([
    { day: first.toString(), hours: [], reason: 'cancelled' },
    { day: second.toString(), hours: [[840, 900]], reason: 'moved' },
    { day: third.toString(), hours: [], reason: 'cancelled' },
  ])
})

test('times in UTC, of another zone and of none are all told in Brussels', async () => {
  const [day] = openDays(4) as [Temporal.PlainDate]
  const at = (time: string) => day.toZonedDateTime({ timeZone: zone, plainTime: time })
  const utc = at('09:00')
    .withTimeZone('UTC')
    .toPlainDateTime()
    .toString()
    .replaceAll(/[-:]/g, '')
    .slice(0, 15)
  const london = at('11:00').withTimeZone('Europe/London').toPlainDateTime().toString()
  const { exceptions, week } = await taken(
    calendar(
      ['UID:1', `DTSTART:${utc}Z`, 'DURATION:PT50M'],
      [
        'UID:2',
        `DTSTART;TZID=Europe/London:${london.replaceAll(/[-:]/g, '').slice(0, 15)}`,
        'DURATION:PT30M',
      ],
      ['UID:3', `DTSTART:${compact(day, '133000')}`, `DTEND:${compact(day, '142000')}`],
    ),
  )
  const hours = [
    [540, 590],
    [660, 690],
    [810, 860],
  ]
  const told =
    exceptions.find(one => one.day === day.toString())?.hours ?? week.map(([, from, to]) => [from, to])
  expect(told).toEqual(hours)
})

test('whole days and nights are no lessons, and are counted', async () => {
  const [day] = openDays(5) as [Temporal.PlainDate]
  const whole = ['UID:w', `DTSTART;VALUE=DATE:${compact(day, '').slice(0, 8)}`, 'SUMMARY:Uitstap']
  const night = [
    'UID:n',
    `DTSTART;TZID=${zone}:${compact(day, '223000')}`,
    `DTEND;TZID=${zone}:${compact(day, '233000')}`,
  ]
  const { ignored, events } = await taken(calendar(weekly('a', 'FR', '090000', '095000'), whole, night))
  expect(ignored).toBe(2)
  expect(events).toBeGreaterThan(0)
})

test('a dry run keeps nothing; taken in, the week and its exceptions stand, and a second time changes nothing', async () => {
  const before = await lessonsOf()
  const [first] = openDays(1) as [Temporal.PlainDate]
  const text = calendar(
    weekly('a', 'MO', '090000', '095000', [`EXDATE;TZID=${zone}:${compact(first, '090000')}`]),
  )
  await taken(text)
  expect((await lessonsOf()).timetable).toEqual(before.timetable)
  const { isDry } = await taken(text, false)
  expect(isDry).toBe(false)
  const count = async () => (await plane.sql`select day::text, hours, reason from lesson_exceptions`).length
  expect((await lessonsOf()).timetable?.week).toEqual([[1, 540, 590]])
  expect(await count()).toBe(1)
  await taken(text, false)
  expect(await count()).toBe(1)
})

test.each([
  ['no calendar at all', 'naam;klas\nx;y', 'not_a_calendar'],
  ['a calendar without lessons', calendar(), 'no_lessons'],
])('%s is refused, and other requests are answered meanwhile', async (_name, text, error) => {
  const asked = send(text)
  const other = await askAs(plane.admin, '/api/calendar')
  expect(other.status).toBe(200)
  const answer = await asked
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ error })
})

test.each([
  ['a rule that can never be met', 'FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29'],
  ['a repetition every second', 'FREQ=SECONDLY'],
])('%s costs its own event and no other, and requests are answered meanwhile', async (_name, rule) => {
  const bad = [
    'UID:x',
    `DTSTART:${compact(monday, '090000')}`,
    'DURATION:PT50M',
    'SUMMARY:Eindeloos',
    `RRULE:${rule}`,
  ]
  const asked = taken(calendar(weekly('a', 'WE', '100000', '113000'), bad))
  expect((await askAs(plane.admin, '/api/calendar')).status).toBe(200)
  const { week, wrong, wrongCount } = await asked
  expect(week).toEqual([[3, 600, 690]])
  expect([wrongCount, wrong]).toMatchObject([
    1,
    [{ event: 'Eindeloos', property: 'RRULE', wrong: 'too_many', isRead: false }],
  ])
})

test('a file of bad events says so event by event, and takes nothing away', async () => {
  await taken(calendar(weekly('a', 'MO', '090000', '095000')), false)
  const before = (await lessonsOf()).timetable
  const bad = calendar(['UID:x', 'SUMMARY:Turnen', 'DTSTART:20261131T090000', 'DURATION:PT50M'])
  expect(await taken(bad)).toMatchObject({
    events: 0,
    week: [],
    wrong: [{ event: 'Turnen', line: 4, wrong: 'no_such_day' }],
  })
  const answer = await send(bad, false)
  expect([answer.status, await answer.json()]).toMatchObject([422, { error: 'no_lessons' }])
  expect((await lessonsOf()).timetable).toEqual(before)
})

test('a change alone is told and makes no timetable', async () => {
  await taken(calendar(weekly('a', 'MO', '090000', '095000')), false)
  const before = await lessonsOf()
  const [day] = openDays(2) as [Temporal.PlainDate]
  const change = calendar([
    ...['UID:elders', 'SUMMARY:Turnen', `RECURRENCE-ID;TZID=${zone}:${compact(day, '090000')}`],
    ...[`DTSTART;TZID=${zone}:${compact(day, '140000')}`, 'DURATION:PT50M'],
  ])
  expect(await taken(change)).toMatchObject({
    ...{ events: 0, week: [], exceptions: [] },
    wrong: [{ event: 'Turnen', wrong: 'change_alone', isRead: false }],
  })
  expect((await send(change, false)).status).toBe(422)
  expect((await lessonsOf()).timetable).toEqual(before.timetable)
})

test('a trajectory that nobody registered has no calendar', async () => {
  const file = { name: 'x.ics', content: '', dryRun: true }
  expect((await tellAs(plane.admin, '/api/trajectories/T-2026-9999/timetable/import', file)).status).toBe(404)
})
