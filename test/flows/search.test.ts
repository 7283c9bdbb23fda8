import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchMax } from '../../controlplane/overview/list/rules.ts'
import type { SearchAnswer, TicketHits } from '../../controlplane/overview/locations/api.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'

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
  const berg = { kind: 'school', name: 'Kruisboog', municipality: 'Heist-op-den-Berg', provider: null }
  await post(plane.admin, '/api/locations', [{ code: 'SCH-KRUIS', ...berg, level: 'primary' }])
  const camera = { type: 'camera', make: 'Acme', model: 'Eye', serial: 'SN-0I70O' }
  await post(plane.admin, '/api/sets', [{ label: 'KS-0031', kind: 'school', components: [camera] }])
  const school = { set: 'KS-0031', location: 'SCH-KRUIS' }
  await post(plane.admin, '/api/trajectories', [
    { code: 'T-2026-0031', home: { set: null, location: null }, school },
  ])
  const elif = { firstName: 'Elif', className: '6ELE' }
  expect((await tellAs(plane.admin, '/api/trajectories/T-2026-0031/child', elif, 'PUT')).status).toBe(200)
  const remy = { kind: 'school', name: 'École Saint-Rémy', municipality: '’s-Gravenwezel', provider: null }
  await post(plane.admin, '/api/locations', [{ code: 'SCH-REMY', ...remy, level: 'primary' }])
})
afterAll(() => plane.stop())

async function search(q: string, person = helpdesk): Promise<SearchAnswer> {
  const answer = await askAs(person, `/api/search?q=${encodeURIComponent(q)}`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return (await answer.json()) as SearchAnswer
}

async function tickets(q: string, person = helpdesk): Promise<unknown[]> {
  const answer = await askAs(person, `/api/search/tickets?q=${encodeURIComponent(q)}`)
  return ((await answer.json()) as TicketHits).tickets
}

async function readings(): Promise<string[]> {
  const rows = await plane.sql<{ record: string }[]>`
    select record from access_log where how = 'search' order by no`
  return rows.map(({ record }) => record)
}

test('a code finds its trajectory, its sets and nothing else', async () => {
  const found = await search('t-2026-0007')
  expect(found.trajectories).toMatchObject([
    { code: 'T-2026-0007', place: 'School KS-0007', foundBy: 'code' },
  ])
  expect(found.sets.map(({ label }) => label)).toEqual(['HS-0007', 'KS-0007'])
  expect(found.locations).toEqual([])
})

test('a label finds the set first, with its trajectory and its place', async () => {
  const found = await search('KS-0009')
  expect(found.sets).toEqual([{ label: 'KS-0009', place: 'School KS-0009', presence: 'unheard' }])
  expect(found.trajectories).toMatchObject([{ code: 'T-2026-0009' }])
  expect(found.locations).toMatchObject([{ code: 'SCH-KS-0009', municipality: 'Leuven' }])
})

test('a ticket is found by its number, and as long as it is live by trajectory and set, for who may see it', async () => {
  const told = { channel: 'phone', priority: 2, symptom: 'reported', picture: 'hear' }
  const opened = await tellAs(helpdesk, '/api/tickets', { ...told, trajectory: 'T-2026-0008', set: null })
  const { no } = (await opened.json()) as { no: number }
  const ticket = { no, state: 'new', priority: 2, symptom: 'reported', picture: 'hear' }
  for (const q of [`#${no}`, 't 2026 0008', 'ks0008'])
    expect([q, await tickets(q)]).toEqual([q, [expect.objectContaining(ticket)]])
  expect(await tickets('#999999')).toEqual([])
  expect(await tickets('ks0008', await signInAs(plane, 'counsellor'))).toEqual([])
  await tellAs(helpdesk, `/api/tickets/${no}/cancel`, { reason: 'test' })
  expect([await tickets('ks0008'), (await tickets(`#${no}`)).length]).toEqual([[], 1])
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

describe('every word must stand somewhere', () => {
  test.each(['ks0031', 'KS 31', 'ks-31', 'Ks 0031'])('%s is the set KS-0031', async typed => {
    expect((await search(typed)).sets[0]?.label).toBe('KS-0031')
  })

  test.each(['sn0170o', 'SN-O17OO', 'sn ol700'])(
    'a serial is found as it is read from its sticker: %s',
    async typed => {
      expect((await search(typed)).sets.map(({ label }) => label)).toEqual(['KS-0031'])
    },
  )

  test.each(['saint remy', "'s gravenwezel", 'S-Gravenwezel ecole', 'SAINT-RÉMY'])(
    'accents, hyphens and apostrophes are as one likes: %s',
    async typed => {
      expect((await search(typed)).locations.map(({ code }) => code)).toEqual(['SCH-REMY'])
    },
  )

  test.each(['6ELE', '6 ele', 'kruisboog 6ele', 'Elif 6ELE'])(
    'a class finds its child, which is written down: %s',
    async typed => {
      const before = await readings()
      expect((await search(typed)).trajectories).toMatchObject([{ code: 'T-2026-0031', foundBy: 'child' }])
      expect((await readings()).slice(before.length)).toEqual(['child:T-2026-0031'])
    },
  )

  test.each(['+32 9 222 33 44', '0032 (0)9/222.33.44', '9 222 33 44', '09/222/33/44'])(
    'a phone number is found however it is written: %s',
    async typed => {
      expect((await search(typed)).trajectories).toMatchObject([{ code: 'T-2026-0005', foundBy: 'contact' }])
    },
  )

  test.each(['heist op den berg', 'Heist-op-den-Berg', 'kruisboog heist', 'Berg Kruisboog'])(
    '%s is that school',
    async typed => {
      const { locations, trajectories } = await search(typed)
      expect(locations.map(({ code }) => code)).toEqual(['SCH-KRUIS'])
      expect(trajectories).toMatchObject([{ code: 'T-2026-0031', foundBy: 'place' }])
    },
  )

  test('a name with a school finds that child alone, with its school and what its lesson is in', async () => {
    const { trajectories } = await search('Elif Kruisboog')
    expect(trajectories).toMatchObject([
      { code: 'T-2026-0031', place: 'Kruisboog', foundBy: 'child', lesson: { status: expect.any(String) } },
    ])
    expect((await search('Elif Leuven')).trajectories).toEqual([])
    expect((await search('Amélie Kruisboog')).trajectories).toEqual([])
  })

  test('the lists find by the same words', async () => {
    const rowsOf = async (path: string) => (await (await askAs(helpdesk, path)).json()).rows
    expect(await rowsOf('/api/sets?q=ks%2031')).toMatchObject([{ label: 'KS-0031' }])
    expect(await rowsOf('/api/locations?q=heist%20op%20den%20berg')).toMatchObject([{ code: 'SCH-KRUIS' }])
    expect(await rowsOf('/api/trajectories?q=elif%20kruisboog')).toMatchObject([{ code: 'T-2026-0031' }])
    expect(await rowsOf('/api/trajectories?q=t%202026%2031')).toMatchObject([{ code: 'T-2026-0031' }])
  })
})

test('a class is told to who may know it, and that it was read is written down once in a while', async () => {
  const lead = await signInAs(plane, 'lead')
  const classes = (person: SignedIn) => askAs(person, '/api/search/classes?of=T-2026-0031,T-2026-0002')
  const before = await readings()
  for (const _again of [1, 2])
    expect((await (await classes(lead)).json()).classes).toEqual([
      { trajectory: 'T-2026-0031', className: '6ELE' },
    ])
  expect((await readings()).slice(before.length)).toEqual(['child:T-2026-0031'])
  expect((await (await classes(counsellor)).json()).classes).toEqual([])
  expect((await classes(await signInAs(plane, 'logistics'))).status).toBe(403)
})

test('one letter is no search', async () => {
  expect((await askAs(helpdesk, '/api/search?q=a')).status).toBe(400)
})
