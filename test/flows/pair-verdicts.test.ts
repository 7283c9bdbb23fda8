import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FaultSide, PairVerdict } from '../../controlplane/calls/pair/rules.ts'
import { purgeCalls } from '../../controlplane/calls/purge/actions.ts'
import { recordNobodyJudged, recordVerdicts } from '../../controlplane/calls/verdict/actions.ts'
import { findVerdictHistory, findVerdicts, lostMinutesOf } from '../../controlplane/calls/verdict/queries.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const dayMs = 86_400_000
const monday = (time: string) => brussels(`2026-11-23T${time}`)
const day = { from: monday('00:00'), until: monday('00:00') + dayMs }

let plane: TestControlPlane<HeldClock>
let code: string
let pairs = 0

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(monday('08:30')) })
})
afterAll(() => plane.stop())
beforeEach(async () => {
  pairs += 1
  code = (await registerPairs(plane.admin, 1, { first: pairs }))[0]!.trajectory
  const week = [[1, 540, 590]]
  await tellAs(plane.admin, `/api/trajectories/${code}/timetable`, { week }, 'PUT')
  // What the judge has to say of a pair without a device is said.
  await until('its lessons are known', async () => (await plane.sql`select from work limit 1`).length === 0)
  await passTime(plane, 5000)
})

const said = (verdict: PairVerdict, side: FaultSide | null, since: string) => ({
  judged: { verdict, side, since: monday(since), evidence: ['home_waiting' as const] },
  lessonUntil: monday('09:50'),
})
const record = (at: string, one: ReturnType<typeof said> | null) =>
  plane.sql.begin(tx => recordVerdicts(tx, [{ code, said: one }], monday(at)))
const history = async (within = day) =>
  (await findVerdictHistory(plane.sql, code, within)).map(({ verdict, side }) => [verdict, side])

test('a verdict is written when it is another, and its history when it or its side is', async () => {
  expect(await record('09:00', said('good', null, '09:00'))).toEqual([code])
  expect(await record('09:01', said('good', null, '09:00'))).toEqual([])
  expect(await record('09:02', said('good', null, '09:01'))).toEqual([code])
  await record('09:10', said('child_waits', 'school', '09:07'))
  await record('09:12', said('child_waits', 'between', '09:07'))
  expect(await findVerdicts(plane.sql, [code])).toEqual([
    {
      code,
      verdict: 'child_waits',
      side: 'between',
      evidence: ['home_waiting'],
      since: monday('09:07'),
      lessonUntil: monday('09:50'),
    },
  ])
  expect(await record('09:50', null)).toEqual([code])
  expect(await record('09:51', null)).toEqual([])
  expect(await findVerdicts(plane.sql, [code])).toEqual([])
  expect(await history()).toEqual([
    ['good', null],
    ['child_waits', 'school'],
    ['child_waits', 'between'],
    [null, null],
  ])
  expect(await history({ from: monday('09:11'), until: monday('09:13') })).toEqual([
    ['child_waits', 'school'],
    ['child_waits', 'between'],
  ])
})

test('minutes of lesson that were lost are counted by what was said, and those of which nobody knows apart', async () => {
  await record('08:50', said('child_waits', 'school', '08:50'))
  await record('09:10', said('good', null, '09:10'))
  await record('09:20', said('lesson_poor', 'home', '09:20'))
  await record('09:30', said('unknown', 'unknown', '09:30'))
  await record('09:45', said('child_waits_class_gone', 'school', '09:45'))
  await record('10:30', null)
  expect(await lostMinutesOf(plane.sql, code, day)).toEqual({ given: 50, lost: 20, unknown: 15 })
  const part = { from: monday('09:05'), until: monday('09:25') }
  expect(await lostMinutesOf(plane.sql, code, part)).toEqual({ given: 20, lost: 7.5, unknown: 0 })
  await tellAs(plane.admin, `/api/trajectories/${code}/pauses`, { fromDay: '2026-11-23', untilDay: null })
  expect((await lostMinutesOf(plane.sql, code, day)).given).toBe(0)
})

test('what was said is not carried through a time in which nobody judged', async () => {
  await record('09:00', said('child_waits', 'school', '09:00'))
  const away = { from: monday('09:10'), until: monday('09:30') }
  await plane.sql.begin(tx => recordNobodyJudged(tx, away))
  expect((await findVerdicts(plane.sql, 'all')).filter(one => one.code === code)).toMatchObject([
    { verdict: 'unknown', side: 'platform' },
  ])
  await record('09:30', said('good', null, '09:30'))
  expect(await lostMinutesOf(plane.sql, code, day)).toEqual({ given: 50, lost: 10, unknown: 20 })
})

test('what was said is forgotten after 395 days', async () => {
  await record('09:00', said('good', null, '09:00'))
  await purgeCalls(plane.sql, monday('09:00') + 395 * dayMs)
  expect(await history()).toHaveLength(1)
  await purgeCalls(plane.sql, monday('09:00') + 395 * dayMs + 1)
  expect(await history()).toEqual([])
})
