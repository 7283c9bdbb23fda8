import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { todayAt } from '../../controlplane/calendar/day/rules.ts'
import type { Counsellors, TrajectoriesPage } from '../../controlplane/overview/trajectories/api.ts'
import { phases } from '../../controlplane/trajectories/milestone/rules.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { post } from '../support/registration.ts'

const today = todayAt(Date.now())
const longAgo = '2026-01-12'
let plane: TestControlPlane
let lead: SignedIn
let counsellor: SignedIn
/** By what is known of each. */
let codes: { late: string; young: string; live: string; refused: string; own: string }

beforeAll(async () => {
  plane = await startControlPlane()
  lead = await signInAs(plane, 'lead')
  counsellor = await signInAs(plane, 'counsellor')
  const school = (code: string, name: string) => ({
    ...{ code, name, kind: 'school', municipality: 'Leuven', provider: null },
  })
  await post(plane.admin, '/api/locations', [school('SCH-A', 'De Appel'), school('SCH-B', 'De Beuk')])
  await post(plane.admin, '/api/sets', [
    { label: 'KS-0800', kind: 'school', components: [] },
    { label: 'HS-0800', kind: 'home', components: [] },
  ])
  codes = {
    late: await open(lead, { requestedOn: longAgo, child: { firstName: 'Zoë', className: '2A' } }),
    young: await open(lead, { school: { set: null, location: 'SCH-B' } }),
    live: await open(lead, {
      school: { set: 'KS-0800', location: 'SCH-B' },
      home: { set: 'HS-0800', location: null, municipality: 'Herent' },
    }),
    refused: await open(lead, { school: { set: null, location: null } }),
    own: await open(counsellor, { child: { firstName: 'Zoë', className: null } }),
  }
  await milestone(codes.live, 'first_lesson')
  await milestone(codes.refused, 'formal_refused')
  const contact = { role: 'family', name: 'Greet Vos', phone: '016 45 67 89', email: null, bestHours: null }
  expect((await tellAs(lead, `/api/trajectories/${codes.live}/contacts`, contact)).status).toBe(200)
})
afterAll(() => plane.stop())

async function open(person: SignedIn, more: object): Promise<string> {
  const answer = await tellAs(person, '/api/trajectories/new', {
    level: 'primary',
    schoolYear: 2026,
    child: null,
    requestedOn: today,
    school: { set: null, location: 'SCH-A' },
    home: { set: null, location: null, municipality: null },
    ...more,
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { code: string }).code
}

async function milestone(code: string, name: string): Promise<void> {
  const answer = await tellAs(lead, `/api/trajectories/${code}/milestones`, { name, side: null, day: today })
  expect(answer.status).toBe(200)
}

async function list(query: string, person = lead): Promise<TrajectoriesPage> {
  const answer = await askAs(person, `/api/trajectories?${query}`)
  const page = (await answer.json()) as TrajectoriesPage
  expect([answer.status, page]).toEqual([200, expect.anything()])
  return page
}
const codesOf = ({ rows }: TrajectoriesPage) => rows.map(({ code }) => code)

/** Readings by search since `before`, as records. */
async function searchedSince(before: number): Promise<string[]> {
  const rows = await plane.sql<{ record: string }[]>`
    select record from access_log where how = 'search' order by no offset ${before}`
  return rows.map(({ record }) => record)
}
async function searchedSoFar(): Promise<number> {
  return (await searchedSince(0)).length
}

describe('the list of trajectories', () => {
  test('shows each with its phase, its deadline, its sides and whose it is', async () => {
    const page = await list('')
    expect(codesOf(page)).toEqual(Object.values(codes).sort())
    expect(page.phases).toEqual({
      ...Object.fromEntries(phases.map(phase => [phase, 0])),
      ...{ request: 3, live: 1, refused: 1 },
    })
    expect([page.total, page.late]).toEqual([5, 1])
    expect(page.rows.find(({ code }) => code === codes.live)).toMatchObject({
      phase: 'live',
      home: { set: 'HS-0800', presence: 'unheard', place: { municipality: 'Herent' } },
      school: { set: 'KS-0800', place: { code: 'SCH-B', name: 'De Beuk' } },
      counsellor: null,
      hasTimetable: false,
      foundBy: null,
    })
    expect(page.rows.find(({ code }) => code === codes.own)?.counsellor).toEqual({
      account: counsellor.accountId,
      firstName: expect.stringMatching(/./),
    })
    expect(page.rows.find(({ code }) => code === codes.late)?.deadline).toEqual({
      day: '2026-01-19',
      isOver: true,
    })
  })

  test('is filtered by phase, by what is late, by whose they are, and the counts say what the others would show', async () => {
    const live = await list('phase=live,refused')
    expect([codesOf(live), live.phases.request]).toEqual([[codes.live, codes.refused].sort(), 3])
    const late = await list('late=yes')
    expect([codesOf(late), late.phases.request, late.phases.live]).toEqual([[codes.late], 1, 0])
    expect(codesOf(await list('phase=live&late=yes'))).toEqual([])
    expect(codesOf(await list(`whose=${counsellor.accountId}`))).toEqual([codes.own])
    expect(codesOf(await list('whose=me'))).toEqual([])
    expect(codesOf(await list('lessons=now'))).toEqual([])
    expect(codesOf(await list('lessons=none'))).toHaveLength(5)
  })

  test('is sorted, what has nothing to sort by at the end, and comes in pages', async () => {
    const up = codesOf(await list('sort=deadline'))
    expect([up[0], up.at(-1)]).toEqual([codes.late, codes.refused])
    const down = codesOf(await list('sort=deadline&direction=down'))
    expect([down[0], down.at(-1)]).toEqual([codes.live, codes.refused])
    expect(codesOf(await list('sort=place')).at(-1)).toBe(codes.refused)
    expect(codesOf(await list('sort=phase&direction=down'))[0]).toBe(codes.refused)
    const all = codesOf(await list('direction=down'))
    const pages = await Promise.all([0, 2, 4].map(offset => list(`direction=down&limit=2&offset=${offset}`)))
    expect(pages.flatMap(codesOf)).toEqual(all)
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5])
  })

  test('is of a counsellor’s own trajectories alone', async () => {
    expect(codesOf(await list('', counsellor))).toEqual([codes.own])
    expect(codesOf(await list(`whose=${lead.accountId}`, counsellor))).toEqual([])
    const others = (await (await askAs(counsellor, '/api/counsellors')).json()) as Counsellors
    expect(others.counsellors).toMatchObject([{ account: counsellor.accountId }])
  })

  test.each(['policy', 'dpo'] as const)('is no business of the role %s', async role => {
    const person = await signInAs(plane, role)
    for (const path of ['', `/${codes.live}`]) {
      expect((await askAs(person, `/api/trajectories${path}`)).status).toBe(403)
    }
    expect((await askAs(person, '/api/counsellors')).status).toBe(403)
  })
})

describe('what is typed finds trajectories', () => {
  test.each([
    ['a part of the code', () => codes.live.slice(2), () => [codes.live]],
    ['the label of a set', () => 'ks-0800', () => [codes.live]],
    ['the name of a school', () => 'beuk', () => [codes.young, codes.live].sort()],
    ['where the child lives', () => 'Herent', () => [codes.live]],
    ['what nobody has', () => '100%_', () => []],
  ])('%s, and that is no reading', async (_what, word, found) => {
    const before = await searchedSoFar()
    const page = await list(`q=${encodeURIComponent(word())}`)
    expect(codesOf(page)).toEqual(found())
    expect(page.rows.map(({ foundBy }) => foundBy)).toEqual(found().map(() => null))
    expect(await searchedSince(before)).toEqual([])
  })

  test('the first name of a child, without its accents, and every child that was found is a reading', async () => {
    const before = await searchedSoFar()
    const page = await list('q=zoe')
    expect(page.rows.map(({ code, foundBy }) => [code, foundBy])).toEqual(
      [codes.late, codes.own].sort().map(code => [code, 'child']),
    )
    expect(await searchedSince(before)).toEqual([codes.late, codes.own].sort().map(code => `child:${code}`))
    expect(JSON.stringify(page)).not.toContain('Zoë')
  })

  test('what is counted and not shown is a reading too', async () => {
    const before = await searchedSoFar()
    const page = await list('q=zoe&limit=1')
    expect([page.total, page.rows.length]).toEqual([2, 1])
    const all = [codes.late, codes.own].sort().map(code => `child:${code}`)
    expect((await searchedSince(before)).sort()).toEqual(all)
    const beyond = await searchedSoFar()
    expect((await list('q=zoe&limit=1&offset=5')).rows).toEqual([])
    expect((await searchedSince(beyond)).sort()).toEqual(all)
  })

  test('the phone of a contact, however it is written', async () => {
    const before = await searchedSoFar()
    const page = await list(`q=${encodeURIComponent('+32 16 45.67.89')}`)
    expect(page.rows).toMatchObject([{ code: codes.live, foundBy: 'contact' }])
    expect(await searchedSince(before)).toEqual([`contacts:${codes.live}`])
  })

  test('a counsellor finds own children alone, and logistics nobody', async () => {
    const before = await searchedSoFar()
    expect(codesOf(await list('q=zoe', counsellor))).toEqual([codes.own])
    expect(await searchedSince(before)).toEqual([`child:${codes.own}`])
    const logistics = await signInAs(plane, 'logistics')
    for (const word of ['zoe', '016456789', 'greet'])
      expect(codesOf(await list(`q=${word}`, logistics))).toEqual([])
    expect(await searchedSoFar()).toBe(before + 1)
  })
})
