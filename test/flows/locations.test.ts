import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditPage } from '../../controlplane/audit/api.ts'
import type { LocationFields } from '../../controlplane/locations/api.ts'
import type { LocationDetail, LocationsPage } from '../../controlplane/overview/locations/api.ts'
import { brussels, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'

let plane: TestControlPlane
let counsellor: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T10:00')) })
  counsellor = await signInAs(plane, 'counsellor')
  await registerPairs(plane.admin, 3)
  await post(plane.admin, '/api/locations', [
    { ...bare, code: 'SCH-41001-1', kind: 'school', name: 'De Wegwijzer', municipality: 'Gent', ...numbers },
    { ...bare, code: 'ZH-001', kind: 'hospital', name: 'Kinderziekenhuis Zuid', municipality: 'Gent' },
  ])
})
afterAll(() => plane.stop())

const bare = { name: null, municipality: null, provider: null }
const numbers = { institutionNo: '41001', siteNo: '1', level: 'primary', bells: null } as const
const fields: LocationFields = {
  name: 'De Wegwijzer',
  municipality: 'Gent',
  provider: 'Telenet',
  institutionNo: '41001',
  siteNo: '1',
  level: 'primary',
  bells: [
    [1, 510, 725],
    [1, 790, 950],
    [3, 510, 725],
  ],
}
const list = async (query: string, person = plane.admin) =>
  (await (await askAs(person, `/api/locations?${query}`)).json()) as LocationsPage
const detail = async (code: string, person = plane.admin) =>
  (await (await askAs(person, `/api/locations/${code}`)).json()) as LocationDetail
const put = (path: string, body: unknown, person: SignedIn = counsellor) => tellAs(person, path, body, 'PUT')
const acts = async (act: string) =>
  ((await (await askAs(plane.admin, `/api/audit?act=${act}`)).json()) as AuditPage).rows

describe('a place is found as one types', () => {
  test.each([
    ['wegwij', ['SCH-41001-1']],
    ['GENT', ['SCH-41001-1', 'ZH-001']],
    ['4100', ['SCH-41001-1']],
    ['zh-0', ['ZH-001']],
    ['100%', []],
    ['niets van dat alles', []],
  ])('%s', async (q, codes) => {
    const page = await list(`q=${encodeURIComponent(q)}`)
    expect(page.rows.map(({ code }) => code).sort()).toEqual(codes)
    expect(page.total).toBe(codes.length)
  })

  test('by kind, a page at a time, and the kinds are counted whatever kind is asked for', async () => {
    const page = await list('kind=school,hospital&limit=2&offset=1')
    expect(page).toMatchObject({ total: 5, kinds: { school: 4, home: 3, hospital: 1, warehouse: 0 } })
    const all = await list('kind=school,hospital')
    expect(page.rows).toEqual(all.rows.slice(1, 3))
    expect((await list('kind=castle')).rows).toEqual([])
  })
})

test('the list counts the trajectories of a place that are not over, and the place names them', async () => {
  const school = async () => (await list('q=SCH-KS-0001')).rows[0]
  expect(await school()).toMatchObject({ trajectories: 1, hasBells: false })
  const named = { code: 'T-2026-0001', side: 'school', phase: 'request', set: 'KS-0001', presence: 'unheard' }
  expect((await detail('SCH-KS-0001')).trajectories).toEqual([named])
  const refused = { name: 'formal_refused', side: null, day: '2026-09-02' }
  expect((await tellAs(plane.admin, '/api/trajectories/T-2026-0001/milestones', refused)).status).toBe(200)
  expect(await school()).toMatchObject({ trajectories: 0 })
  expect((await detail('SCH-KS-0001')).trajectories).toEqual([{ ...named, phase: 'refused' }])
})

test('a counsellor sees a place, and of its trajectories their own', async () => {
  expect((await detail('SCH-KS-0002', counsellor)).trajectories).toEqual([])
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = 'T-2026-0002'`
  expect((await detail('SCH-KS-0002', counsellor)).trajectories).toMatchObject([{ code: 'T-2026-0002' }])
})

test('what is known of a school is put in the place of what was, and that is written down', async () => {
  expect((await put('/api/locations/SCH-41001-1', fields)).status).toBe(200)
  expect(await detail('SCH-41001-1')).toMatchObject({ code: 'SCH-41001-1', kind: 'school', ...fields })
  const less = { ...fields, provider: null, level: null, bells: null }
  expect((await put('/api/locations/SCH-41001-1', less)).status).toBe(200)
  expect(await detail('SCH-41001-1')).toMatchObject(less)
  expect(await acts('location_changed')).toMatchObject([
    { who: { actor: counsellor.accountId }, subject: 'location:SCH-41001-1' },
    { subject: 'location:SCH-41001-1' },
  ])
})

describe('what does not fit is refused, with what was expected, and changes nothing', () => {
  const school = '/api/locations/SCH-KS-0003'
  const own = { ...fields, institutionNo: '41999' }
  const hours = (...bells: [number, number, number][]) => ({ ...own, bells })
  test.each([
    ['a bell that ends before it rings', school, hours([2, 600, 540]), 422, 'hours_wrong_order', 'tuesday'],
    ['bells that overlap', school, hours([5, 540, 660], [5, 600, 720]), 422, 'hours_overlap', 'friday'],
    ['a bell at night', school, hours([5, 60, 120]), 400, 'bad_request', undefined],
    ['one number of the two', school, { ...own, siteNo: null }, 422, 'half_a_number', 'siteNo'],
    ['the number of another school', school, fields, 409, 'number_taken', '41001-1'],
    ['a number with letters', school, { ...own, institutionNo: '41a' }, 400, 'bad_request', undefined],
    ['bells of a home', '/api/locations/TH-HS-0001', { ...own, name: null }, 422, 'not_a_school', undefined],
    ['the name of a home', '/api/locations/TH-HS-0001', own, 422, 'home_without_name', 'name'],
    ['a place that is not there', '/api/locations/SCH-NONE', own, 404, 'unknown_location', 'SCH-NONE'],
  ])('%s', async (_what, path, body, status, error, where) => {
    const before = [await list(''), await acts('location_changed')]
    const refused = await put(path, body)
    const said = (await refused.json()) as { where?: string }
    expect([refused.status, said]).toMatchObject([status, { error, expected: expect.any(String) }])
    if (where !== undefined) expect(said.where).toBe(where)
    const after = [await list(''), await acts('location_changed')]
    expect(after).toEqual([{ ...(before[0] as LocationsPage), at: expect.any(Number) }, before[1]])
  })

  test('nor are places registered of which one does not fit', async () => {
    const items = [
      { ...bare, code: 'SCH-NEW', kind: 'school' },
      { ...bare, code: 'ZH-NEW', kind: 'hospital', level: 'primary' },
    ]
    expect((await tellAs(plane.admin, '/api/locations', { items })).status).toBe(422)
    const taken = { ...bare, code: 'SCH-TAKEN', kind: 'school', ...numbers }
    expect((await tellAs(plane.admin, '/api/locations', { items: [items[0], taken] })).status).toBe(409)
    expect((await list('q=-NEW')).total).toBe(0)
  })
})

describe('days on which it is closed', () => {
  const day = '2027-03-01'
  const path = `/api/locations/SCH-41001-1/closed-days/${day}`
  const half = { half: 'afternoon', name: 'Pedagogische studiedag' }

  test('one half, one name a day, taken back again; and each is written down', async () => {
    expect((await put(path, { half: 'day', name: null })).status).toBe(200)
    expect((await put(path, half)).status).toBe(200)
    expect((await detail('SCH-41001-1')).closed).toEqual([{ day, ...half }])
    expect((await tellAs(counsellor, path, {}, 'DELETE')).status).toBe(200)
    expect((await tellAs(counsellor, path, {}, 'DELETE')).status).toBe(404)
    expect((await detail('SCH-41001-1')).closed).toEqual([])
    expect(await acts('closed_day_set')).toMatchObject([
      { subject: 'location:SCH-41001-1', detail: { day, half: 'afternoon' } },
      { subject: 'location:SCH-41001-1', detail: { day, half: 'day' } },
    ])
    expect(await acts('closed_day_removed')).toHaveLength(1)
  })

  test('those of a school year that is over are not shown any more', async () => {
    await put('/api/locations/SCH-41001-1/closed-days/2020-03-02', half)
    expect((await detail('SCH-41001-1')).closed).toEqual([])
  })

  test('a day on which every site is closed is for the lead, and is no day of one site', async () => {
    const all = `/api/closed-days/${day}`
    expect((await put(all, half)).status).toBe(403)
    const lead = await signInAs(plane, 'lead')
    expect((await put(all, half, lead)).status).toBe(200)
    expect((await put(all, { ...half, name: null }, lead)).status).toBe(200)
    const days = await plane.sql`select name from closed_days where location_id is null`
    expect(days).toEqual([{ name: null }])
    expect((await detail('SCH-41001-1')).closed).toEqual([])
    expect((await tellAs(lead, all, {}, 'DELETE')).status).toBe(200)
    expect(await acts('closed_day_removed')).toMatchObject([{ subject: 'calendar' }, {}])
  })

  test.each([
    ['a place that is not there', '/api/locations/SCH-NONE/closed-days/2027-03-01', 404, 'unknown_location'],
    ['a home', '/api/locations/TH-HS-0001/closed-days/2027-03-01', 409, 'at_home'],
    ['a day that is none', '/api/locations/SCH-41001-1/closed-days/2027-02-30', 400, 'bad_request'],
  ])('not of %s', async (_what, to, status, error) => {
    const refused = await put(to, half)
    expect([refused.status, await refused.json()]).toMatchObject([status, { error }])
  })
})

test.each(['policy', 'dpo'] as const)('the role %s sees no place and changes none', async role => {
  const person = await signInAs(plane, role)
  const asked = ['/api/locations', '/api/locations/SCH-41001-1', '/api/locations/export?as=csv']
  for (const path of asked) {
    const headers = { 'sec-fetch-site': 'same-origin' }
    expect((await askAs(person, path, { headers })).status).toBe(403)
  }
  expect((await put('/api/locations/SCH-41001-1', fields, person)).status).toBe(403)
})

test('who renames a school has no set worked out anew; with other bells its sets are', async () => {
  const [path, own] = ['/api/locations/SCH-KS-0003', { ...fields, institutionNo: '41999' }]
  const queued = async () => {
    const [row] = await plane.sql<{ id: number }[]>`select pg_sequence_last_value('work_id_seq')::int4 as id`
    return row!.id
  }
  expect((await put(path, own)).status).toBe(200)
  const before = await queued()
  expect((await put(path, { ...own, name: 'De Regenboog' })).status).toBe(200)
  expect(await queued()).toBe(before)
  expect((await put(path, { ...own, bells: [[1, 510, 600]] })).status).toBe(200)
  expect(await queued()).toBeGreaterThan(before)
})
