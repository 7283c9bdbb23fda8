import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SetDetail } from '../../controlplane/overview/set/api.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import {
  actsOf,
  dayFromNow,
  layTrajectoryGround,
  openAs,
  opening,
  refusalOf,
  seeAs,
} from '../support/trajectory-ground.ts'

let plane: TestControlPlane
let counsellor: SignedIn
let lead: SignedIn
const today = dayFromNow(0)

beforeAll(async () => {
  ;({ plane, counsellor, lead } = await layTrajectoryGround())
})
afterAll(() => plane.stop())

const see = (code: string, person = lead) => seeAs(person, code)
const acts = (code: string) => actsOf(plane.admin, code)

describe('a trajectory is opened', () => {
  test('with its pair, a new home and its request, in one go', async () => {
    const child = { firstName: 'Noor', className: '4B' }
    const more = {
      child,
      school: { set: 'KS-90', location: 'SCH-KS-0001' },
      home: { set: 'HS-90', location: null, municipality: 'Tienen' },
    }
    const code = await openAs(counsellor, more)
    const found = await see(code, counsellor)
    expect(found).toMatchObject({
      phase: 'request',
      deadline: { isOver: false },
      level: 'primary',
      schoolYear: 2026,
      knowsChild: true,
      counsellor: { account: counsellor.accountId },
      home: { set: 'HS-90', place: { code: code.replace('T-', 'TH-'), municipality: 'Tienen' } },
      school: { set: 'KS-90', place: { code: 'SCH-KS-0001' } },
      milestones: [{ name: 'requested', side: null, day: today }],
      open: [
        { name: 'first_contact', side: 'family' },
        { name: 'first_contact', side: 'school' },
      ],
    })
    expect(await acts(code)).toEqual(['trajectory_opened'])
    const set = (await (await askAs(lead, '/api/sets/KS-90')).json()) as SetDetail
    expect(set.trajectory).toBe(code)
  })

  test('fifty at once get fifty codes, the next of their school year', async () => {
    const codes = await Promise.all(Array.from({ length: 50 }, () => openAs(lead, { schoolYear: 2031 })))
    const expected = Array.from({ length: 50 }, (_, n) => `T-2031-${String(n + 1).padStart(4, '0')}`)
    expect(codes.toSorted()).toEqual(expected)
  })

  test('a child in a hospital has its home side there', async () => {
    const code = await openAs(lead, { home: { set: null, location: 'ZH-1', municipality: null } })
    expect((await see(code)).home.place?.code).toBe('ZH-1')
  })

  const cases: [string, object, number, string][] = [
    [
      'a school as a home',
      { home: { set: null, location: 'SCH-KS-0001', municipality: null } },
      422,
      'wrong_place',
    ],
    ['a home as a school', { school: { set: null, location: 'TH-HS-0001' } }, 422, 'wrong_place'],
    ['a place that is not there', { school: { set: null, location: 'SCH-0' } }, 422, 'unknown_location'],
    ['a set that is not there', { school: { set: 'KS-0', location: null } }, 422, 'unknown_set'],
    ['a set of the other kind', { school: { set: 'HS-95', location: null } }, 422, 'wrong_kind'],
    ['a set of another pair', { school: { set: 'KS-0001', location: null } }, 409, 'set_in_pair'],
    ['a request of next week', { requestedOn: dayFromNow(7) }, 422, 'wrong_day'],
    ['a request of another century', { requestedOn: '1926-09-01' }, 422, 'wrong_day'],
    ['somebody who is no counsellor', { counsellor: crypto.randomUUID() }, 422, 'unknown_counsellor'],
  ]
  test.each(cases)('refused with %s leaves nothing behind', async (_what, more, status, error) => {
    const count = async () =>
      (
        await plane.sql`select (select count(*) from trajectories) t, (select count(*) from locations) l,
        (select count(*) from pair_sets) p`
      )[0]
    const before = await count()
    expect(await refusalOf(await tellAs(lead, '/api/trajectories/new', opening(more)))).toEqual([
      status,
      error,
    ])
    expect(await count()).toEqual(before)
  })

  test('a counsellor opens only own ones, and a lead gives them to whom it may concern', async () => {
    const side = { set: null, location: null }
    const items = [{ code: 'T-2026-0999', home: side, school: side, counsellor: lead.accountId }]
    expect((await tellAs(counsellor, '/api/trajectories', { items })).status).toBe(403)
    const toNobody = await tellAs(counsellor, '/api/trajectories/new', opening({ counsellor: null }))
    expect(await refusalOf(toNobody)).toEqual([403, 'not_yours_to_give'])
    const code = await openAs(lead, { counsellor: counsellor.accountId })
    expect((await see(code, counsellor)).counsellor?.account).toBe(counsellor.accountId)
    const put = (person: SignedIn, account: string | null) =>
      tellAs(
        person,
        `/api/trajectories/${code}`,
        { level: null, schoolYear: 2027, counsellor: account },
        'PUT',
      )
    expect(await refusalOf(await put(counsellor, null))).toEqual([403, 'not_yours_to_give'])
    expect((await put(counsellor, counsellor.accountId)).status).toBe(200)
    expect(await see(code)).toMatchObject({ level: null, schoolYear: 2027 })
    expect((await put(lead, null)).status).toBe(200)
    expect((await askAs(counsellor, `/api/trajectories/${code}`)).status).toBe(404)
    expect(await acts(code)).toEqual(['trajectory_changed', 'trajectory_changed', 'trajectory_opened'])
  })
})

describe('a milestone', () => {
  const set = (code: string, name: string, side: string | null, day: string | null, person = lead) =>
    tellAs(person, `/api/trajectories/${code}/milestones`, { name, side, day })

  test('moves the phase, is moved, and is taken back', async () => {
    const code = await openAs(lead)
    for (const side of ['family', 'school'])
      expect((await set(code, 'first_contact', side, dayFromNow(-1))).status).toBe(200)
    expect((await see(code)).phase).toBe('assessment')
    await set(code, 'first_contact', 'family', today)
    expect((await see(code)).milestones).toContainEqual({
      name: 'first_contact',
      side: 'family',
      day: today,
      recordedAt: expect.any(Number),
    })
    await set(code, 'first_contact', 'family', today)
    await set(code, 'first_contact', 'family', null)
    await set(code, 'first_contact', 'family', null)
    expect((await see(code)).phase).toBe('request')
    expect(await acts(code)).toEqual([
      'milestone_removed',
      'milestone_set',
      'milestone_set',
      'milestone_set',
      'trajectory_opened',
    ])
  })

  test('is refused for a side it is not asked of, on a day to come, and too late', async () => {
    const code = await openAs(lead)
    expect(await refusalOf(await set(code, 'first_contact', 'home', today))).toEqual([422, 'wrong_side'])
    expect(await refusalOf(await set(code, 'first_contact', null, today))).toEqual([422, 'wrong_side'])
    expect(await refusalOf(await set(code, 'first_lesson', 'home', today))).toEqual([422, 'wrong_side'])
    expect(await refusalOf(await set(code, 'formal_ok', null, dayFromNow(2)))).toEqual([422, 'wrong_day'])
    expect((await set(code, 'formal_ok', null, dayFromNow(1))).status).toBe(200)
    for (const side of ['family', 'school']) await set(code, 'agreement', side, today)
    expect(await refusalOf(await set(code, 'withdrawn', null, today))).toEqual([409, 'registered_already'])
    expect(await refusalOf(await set('T-2026-9999', 'formal_ok', null, today))).toEqual([
      404,
      'unknown_trajectory',
    ])
    expect((await set(code, 'formal_ok', null, '2026-02-30')).status).toBe(400)
  })
})

describe('a pause', () => {
  const add = (code: string, fromDay: string, untilDay: string | null) =>
    tellAs(lead, `/api/trajectories/${code}/pauses`, { fromDay, untilDay })

  test('pauses a trajectory until it is taken back', async () => {
    const code = await openAs(lead)
    const answer = await add(code, today, dayFromNow(5))
    const { id } = (await answer.json()) as { id: string }
    expect(await see(code)).toMatchObject({
      phase: 'paused',
      deadline: { day: dayFromNow(5), isOver: false },
      pauses: [{ id, fromDay: today, untilDay: dayFromNow(5) }],
    })
    const away = await tellAs(lead, `/api/trajectories/${code}/pauses/${id}`, {}, 'DELETE')
    expect(away.status).toBe(200)
    expect(await see(code)).toMatchObject({ phase: 'request', pauses: [] })
    const again = await tellAs(lead, `/api/trajectories/${code}/pauses/${id}`, {}, 'DELETE')
    expect(await refusalOf(again)).toEqual([404, 'unknown_pause'])
    expect(await acts(code)).toEqual(['pause_removed', 'pause_added', 'trajectory_opened'])
  })

  test('shares no day with another, and does not end before it begins', async () => {
    const code = await openAs(lead)
    expect((await add(code, '2026-12-01', '2026-12-10')).status).toBe(200)
    expect(await refusalOf(await add(code, '2026-12-10', '2026-12-12'))).toEqual([409, 'pause_overlaps'])
    expect(await refusalOf(await add(code, '2026-11-10', null))).toEqual([409, 'pause_overlaps'])
    expect(await refusalOf(await add(code, '2027-01-10', '2027-01-09'))).toEqual([422, 'pause_wrong_order'])
    expect(await refusalOf(await add(code, '2127-01-10', null))).toEqual([422, 'wrong_day'])
    expect((await add(code, '2026-12-11', null)).status).toBe(200)
  })
})
