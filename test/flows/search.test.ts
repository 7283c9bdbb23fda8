import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchMax } from '../../controlplane/overview/list/rules.ts'
import type { SearchAnswer } from '../../controlplane/overview/locations/api.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

let plane: TestControlPlane
let counsellor: SignedIn
let helpdesk: SignedIn

beforeAll(async () => {
  plane = await startControlPlane()
  counsellor = await signInAs(plane, 'counsellor')
  helpdesk = await signInAs(plane, 'helpdesk')
  await registerPairs(plane.admin, 12)
  await plane.sql`
    update trajectories set counsellor_id = ${counsellor.accountId} where code = 'T-2026-0003'`
  for (const code of ['T-2026-0003', 'T-2026-0004']) {
    const child = { firstName: 'Amélie', className: '1B' }
    expect((await tellAs(plane.admin, `/api/trajectories/${code}/child`, child, 'PUT')).status).toBe(200)
  }
  const contact = {
    role: 'school_ict',
    name: 'Wim Claes',
    phone: '09 222 33 44',
    email: null,
    bestHours: null,
  }
  expect((await tellAs(plane.admin, '/api/locations/SCH-KS-0005/contacts', contact)).status).toBe(200)
})
afterAll(() => plane.stop())

async function search(q: string, person = helpdesk): Promise<SearchAnswer> {
  const answer = await askAs(person, `/api/search?q=${encodeURIComponent(q)}`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return (await answer.json()) as SearchAnswer
}

async function readings(): Promise<string[]> {
  const rows = await plane.sql<{ record: string }[]>`
    select record from access_log where how = 'search' order by no`
  return rows.map(({ record }) => record)
}

test('a code finds its trajectory, its sets and nothing else', async () => {
  const found = await search('t-2026-0007')
  expect(found.trajectories).toEqual([{ code: 'T-2026-0007', place: 'School KS-0007', foundBy: 'code' }])
  expect(found.sets.map(({ label }) => label)).toEqual(['HS-0007', 'KS-0007'])
  expect(found.locations).toEqual([])
})

test('a label finds the set first, with its trajectory and its place', async () => {
  const found = await search('KS-0009')
  expect(found.sets).toEqual([{ label: 'KS-0009', place: 'School KS-0009', presence: 'unheard' }])
  expect(found.trajectories).toMatchObject([{ code: 'T-2026-0009' }])
  expect(found.locations).toMatchObject([{ code: 'SCH-KS-0009', municipality: 'Leuven' }])
})

test('what finds everything gives a few of each kind', async () => {
  const found = await search('Leuven')
  expect(found.locations).toHaveLength(searchMax)
  expect(found.trajectories).toHaveLength(searchMax)
  expect(found.sets).toHaveLength(searchMax)
})

test('a first name finds the child’s trajectory, and who was found is written down', async () => {
  const before = await readings()
  const { trajectories } = await search('amelie')
  expect(trajectories).toMatchObject([
    { code: 'T-2026-0004', foundBy: 'child' },
    { code: 'T-2026-0003', foundBy: 'child' },
  ])
  expect((await readings()).slice(before.length)).toEqual(['child:T-2026-0004', 'child:T-2026-0003'])
})

test('the phone of a school’s contact finds the trajectories of that school', async () => {
  const before = await readings()
  expect((await search('092223344')).trajectories).toMatchObject([
    { code: 'T-2026-0005', foundBy: 'contact' },
  ])
  expect((await readings()).slice(before.length)).toEqual(['contacts:T-2026-0005'])
})

test('a counsellor finds own trajectories and their sets alone', async () => {
  expect(await search('0004', counsellor)).toMatchObject({ trajectories: [], sets: [] })
  const { trajectories, sets } = await search('0003', counsellor)
  expect(trajectories).toMatchObject([{ code: 'T-2026-0003' }])
  expect(sets.map(({ label }) => label)).toEqual(['HS-0003', 'KS-0003'])
  expect((await search('amelie', counsellor)).trajectories).toMatchObject([{ code: 'T-2026-0003' }])
})

test('logistics finds nothing by a personal word', async () => {
  const before = await readings()
  const logistics = await signInAs(plane, 'logistics')
  for (const word of ['amelie', '092223344', 'claes']) {
    expect(await search(word, logistics)).toEqual({ trajectories: [], sets: [], locations: [] })
  }
  expect(await readings()).toEqual(before)
})

test.each(['policy', 'dpo'] as const)('the role %s searches nothing', async role => {
  expect((await askAs(await signInAs(plane, role), '/api/search?q=leuven')).status).toBe(403)
})

test('one letter is no search', async () => {
  expect((await askAs(helpdesk, '/api/search?q=a')).status).toBe(400)
})
