import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccessPage } from '../../controlplane/audit/api.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { actsOf, layTrajectoryGround, openAs, refusalOf, seeAs } from '../support/trajectory-ground.ts'

let plane: TestControlPlane
let counsellor: SignedIn
let lead: SignedIn

beforeAll(async () => {
  ;({ plane, counsellor, lead } = await layTrajectoryGround())
})
afterAll(() => plane.stop())

const see = (code: string, person = lead) => seeAs(person, code)
const acts = (code: string) => actsOf(plane.admin, code)

describe('a side', () => {
  const put = (code: string, side: string, fields: object, person = lead) =>
    tellAs(person, `/api/trajectories/${code}/sides/${side}`, fields, 'PUT')

  test('gets another set: the one before served until then, and is free again', async () => {
    const code = await openAs(lead, { school: { set: 'KS-91', location: 'SCH-KS-0001' } })
    expect((await put(code, 'school', { set: 'KS-92', location: 'SCH-KS-0002' })).status).toBe(200)
    const found = await see(code)
    expect(found.school).toMatchObject({ set: 'KS-92', place: { code: 'SCH-KS-0002' } })
    const [now, before] = found.served
    expect([now, before]).toMatchObject([
      { set: 'KS-92', side: 'school', until: null },
      { set: 'KS-91', side: 'school' },
    ])
    expect(before!.until).toBe(now!.from)
    expect((await put(code, 'school', { set: null, location: null })).status).toBe(200)
    expect((await see(code)).school).toEqual({ set: null, presence: 'unheard', place: null })
    const other = await openAs(lead, { school: { set: 'KS-91', location: null } })
    expect((await see(other)).school.set).toBe('KS-91')
    expect(await acts(code)).toEqual(['pair_changed', 'pair_changed', 'trajectory_opened'])
  })

  test('that stays as it is changes nothing and is no act', async () => {
    const code = await openAs(lead, { school: { set: 'KS-93', location: 'SCH-KS-0001' } })
    expect((await put(code, 'school', { set: 'KS-93', location: 'SCH-KS-0001' })).status).toBe(200)
    expect((await see(code)).served).toHaveLength(1)
    expect(await acts(code)).toEqual(['trajectory_opened'])
    expect((await put(code, 'school', { set: 'KS-93', location: 'SCH-KS-0002' })).status).toBe(200)
    expect(await acts(code)).toEqual(['trajectory_changed', 'trajectory_opened'])
  })

  const cases: [string, string, object, number, string][] = [
    ['a hospital for a school side', 'school', { set: null, location: 'ZH-1' }, 422, 'wrong_place'],
    ['a school for a home side', 'home', { set: null, location: 'SCH-KS-0001' }, 422, 'wrong_place'],
    ['a place that is not there', 'home', { set: null, location: 'TH-0' }, 422, 'unknown_location'],
    ['a set that is not there', 'home', { set: 'HS-0', location: null }, 422, 'unknown_set'],
    ['a set of the other kind', 'home', { set: 'KS-95', location: null }, 422, 'wrong_kind'],
    ['a set of another pair', 'home', { set: 'HS-0001', location: 'ZH-1' }, 409, 'set_in_pair'],
  ]
  test.each(cases)('refused with %s stays as it was', async (_what, side, fields, status, error) => {
    const code = await openAs(lead)
    const before = await see(code)
    expect(await refusalOf(await put(code, side, fields))).toEqual([status, error])
    expect({ ...(await see(code)), at: before.at }).toEqual(before)
  })

  test('two trajectories that take one set at once: one gets it, and the other is told', async () => {
    const codes = await Promise.all([openAs(lead), openAs(lead)])
    const answers = await Promise.all(codes.map(code => put(code, 'home', { set: 'HS-94', location: null })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('the child', () => {
  const child = { firstName: 'Zoë', className: '2A' }
  const reads = async () => ((await (await askAs(plane.admin, '/api/access')).json()) as AccessPage).rows

  test('is known to who may ask, and every asking is written down', async () => {
    const code = await openAs(counsellor)
    const path = `/api/trajectories/${code}/child`
    expect(await (await askAs(counsellor, path)).json()).toEqual({ code, child: null })
    expect((await tellAs(counsellor, path, child, 'PUT')).status).toBe(200)
    const before = await reads()
    const answer = await askAs(await signInAs(plane, 'helpdesk'), path)
    expect([answer.headers.get('cache-control'), await answer.json()]).toEqual(['no-store', { code, child }])
    const after = await reads()
    expect(after).toHaveLength(before.length + 1)
    expect(after[0]).toMatchObject({ record: `child:${code}`, how: 'detail' })
    expect(await acts(code)).toEqual(['child_changed', 'trajectory_opened'])
  })

  test.each(['logistics', 'policy', 'dpo'] as const)('is no business of the role %s', async role => {
    const code = await openAs(lead, { child })
    expect((await askAs(await signInAs(plane, role), `/api/trajectories/${code}/child`)).status).toBe(403)
  })

  test('of somebody else’s trajectory is not there for a counsellor', async () => {
    const code = await openAs(lead, { child })
    expect((await askAs(counsellor, `/api/trajectories/${code}/child`)).status).toBe(404)
    expect((await tellAs(counsellor, `/api/trajectories/${code}/child`, child, 'PUT')).status).toBe(404)
  })
})
