import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccessPage, AuditPage } from '../../controlplane/audit/api.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

const address = {
  street: 'Kastanjelaan',
  number: '12 bus 3',
  postcode: '3000',
  municipality: 'Leuven',
  note: 'tweede bel',
}
const path = '/api/locations/TH-HS-0001/address'

let plane: TestControlPlane
let counsellor: SignedIn

beforeAll(async () => {
  plane = await startControlPlane()
  counsellor = await signInAs(plane, 'counsellor')
  await registerPairs(plane.admin, 1)
})
afterAll(() => plane.stop())

const put = (person: SignedIn, body: unknown = address, to = path) => tellAs(person, to, body, 'PUT')
const acts = async () =>
  ((await (await askAs(plane.admin, '/api/audit?act=address_changed')).json()) as AuditPage).rows
const reads = async () => ((await (await askAs(plane.admin, '/api/access')).json()) as AccessPage).rows

test('the address of a home is not known until somebody says it, and then it is what was said', async () => {
  const before = await askAs(counsellor, path)
  expect(await before.json()).toEqual({ code: 'TH-HS-0001', address: null })
  expect((await put(counsellor)).status).toBe(200)
  const after = await askAs(counsellor, path)
  expect(await after.json()).toEqual({ code: 'TH-HS-0001', address })
  expect(after.headers.get('cache-control')).toBe('no-store')
  const moved = { ...address, street: 'Lindestraat', note: null }
  expect((await put(counsellor, moved)).status).toBe(200)
  expect(await (await askAs(counsellor, path)).json()).toEqual({ code: 'TH-HS-0001', address: moved })
})

test('who read it and who changed it is written down, and the address itself is not', async () => {
  const [before, changes] = [await reads(), await acts()]
  await askAs(counsellor, path)
  await put(counsellor)
  const [read] = await reads()
  expect(await reads()).toHaveLength(before.length + 1)
  expect(read).toMatchObject({
    who: { actor: counsellor.accountId },
    record: 'location:TH-HS-0001',
    how: 'detail',
  })
  const [change] = await acts()
  expect(await acts()).toHaveLength(changes.length + 1)
  expect(change).toMatchObject({
    who: { actor: counsellor.accountId },
    subject: 'location:TH-HS-0001',
    detail: {},
  })
})

describe('what is refused changes nothing and is nobody’s reading', () => {
  test.each([
    ['a place that is not there', '/api/locations/TH-NOWHERE/address', address, 404, 'unknown_location'],
    ['a school', '/api/locations/SCH-KS-0001/address', address, 409, 'not_a_home'],
    ['a postcode of three figures', path, { ...address, postcode: '300' }, 400, 'bad_request'],
    ['a field more', path, { ...address, phone: '0470' }, 400, 'bad_request'],
    ['a code that is none', '/api/locations/th%20x/address', address, 400, 'bad_request'],
  ])('%s', async (_what, to, body, status, error) => {
    const [before, changes] = [await reads(), await acts()]
    const refused = await put(counsellor, body, to)
    expect([refused.status, await refused.json()]).toMatchObject([
      status,
      { error, message: expect.any(String) },
    ])
    if (to !== path) expect((await askAs(counsellor, to)).status).toBe(status)
    expect([await reads(), await acts()]).toEqual([before, changes])
  })

  test.each(['helpdesk', 'logistics', 'admin', 'policy', 'dpo'] as const)('the role %s', async role => {
    const person = await signInAs(plane, role)
    const before = await reads()
    expect((await askAs(person, path)).status).toBe(403)
    expect((await put(person)).status).toBe(403)
    expect(await reads()).toEqual(before)
  })
})

test('a team lead sees and changes it as a counsellor does', async () => {
  const lead = await signInAs(plane, 'lead')
  expect((await put(lead)).status).toBe(200)
  expect(await (await askAs(lead, path)).json()).toMatchObject({ address })
})

test('an address that was moved to another home in the database does not open there', async () => {
  await registerPairs(plane.admin, 1, { first: 2 })
  await put(counsellor)
  await plane.sql`
    update locations l set sealed = o.sealed, key_id = o.key_id from locations o
    where o.code = 'TH-HS-0001' and l.code = 'TH-HS-0002'`
  const answer = await askAs(counsellor, '/api/locations/TH-HS-0002/address')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain(address.street)
})
