import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs
/** A Monday of lessons, at ten. */
const today = '2026-11-23'

let plane: TestControlPlane<HeldClock>
let lead: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels(`${today}T10:00`)) })
  await registerPairs(plane.admin, 2)
})
afterAll(() => plane.stop())

/** The lead has just proved to be there. */
async function makeWall(name: string): Promise<{ wall: SignedIn; token: string }> {
  lead = await signInAs(plane, 'lead')
  const { token } = await (await tellAs(lead, '/api/walls', { name })).json()
  return { wall: await openWall(token), token }
}

async function openWall(token: string): Promise<SignedIn> {
  const nobody = { httpUrl: plane.httpUrl, cookie: '', accountId: '' }
  const answer = await tellAs(nobody, '/api/sign-in/link', { token })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.getSetCookie().find(one => one.startsWith(signInCookie))!
  return { ...nobody, cookie: cookie.split(';')[0]! }
}

const statusOf = async (person: SignedIn, path: string) => (await askAs(person, path)).status
const wallsSeen = async () => (await (await askAs(lead, '/api/walls')).json()).walls

describe('a screen on the wall', () => {
  test('shows what goes on, says nobody’s name, and may nothing else', async () => {
    const { wall, token } = await makeWall('Helpdesk, left')
    const board = await (await askAs(wall, '/api/board')).json()
    expect(board.pairs).toHaveLength(2)
    const me = await (await askAs(wall, '/api/me')).json()
    expect(me).toMatchObject({ roles: ['wall'], how: 'wall', account: { firstName: '', name: '' } })
    const { status } = await tellAs(lead, '/api/duty', {
      account: lead.accountId,
      day: today,
      from: '09:00',
      until: '12:00',
    })
    expect(status).toBe(200)
    const { onDuty } = await (await askAs(wall, '/api/duty/now')).json()
    expect(onDuty.map(({ firstName }: { firstName: string }) => firstName)).toEqual([''])
    for (const path of ['/api/board/children', '/api/sets', '/api/trajectories', '/api/duty', '/api/walls'])
      expect([path, await statusOf(wall, path)]).toEqual([path, 403])
    expect((await tellAs(wall, '/api/sign-out')).status).toBe(403)
    const again = await tellAs({ ...wall, cookie: '' }, '/api/sign-in/link', { token })
    expect([again.status, (await again.json()).error]).toEqual([401, 'link_used'])
  })

  test('lasts ninety days without a hand on it, and not a day longer', async () => {
    const { wall } = await makeWall('Hall')
    plane.clock.move(89 * dayMs)
    expect(await statusOf(wall, '/api/board')).toBe(200)
    plane.clock.move(2 * dayMs)
    expect(await statusOf(wall, '/api/board')).toBe(401)
  })

  test('is ended by a lead at once, and goes dark with the account that answers for it', async () => {
    const [one, other] = [await makeWall('One'), await makeWall('Other')]
    const [row] = (await wallsSeen()).filter(({ name }: { name: string }) => name === 'One')
    expect((await tellAs(lead, `/api/walls/${row.id}`, {}, 'DELETE')).status).toBe(200)
    expect(await statusOf(one.wall, '/api/board')).toBe(401)
    expect(await statusOf(other.wall, '/api/board')).toBe(200)
    await plane.sql`update accounts set roles = '{helpdesk}' where id = ${lead.accountId}`
    expect(await statusOf(other.wall, '/api/board')).toBe(401)
    await plane.sql`update accounts set roles = '{lead}' where id = ${lead.accountId}`
    const acts = await plane.sql<{ act: string }[]>`
      select act from audit_log where act like 'wall_%' and detail::text like '%"One"%' order by no`
    expect(acts.map(({ act }) => act)).toEqual(['wall_made', 'wall_opened', 'wall_ended'])
  })

  test('is made only by who has just proved to be there', async () => {
    lead = await signInAs(plane, 'lead')
    plane.clock.move(6 * minuteMs)
    const answer = await tellAs(lead, '/api/walls', { name: 'Hall' })
    expect([answer.status, (await answer.json()).error]).toEqual([403, 'not_confirmed'])
  })
})

describe('who is on duty and touches nothing for half an hour', () => {
  async function onDuty(until: string): Promise<SignedIn> {
    lead = await signInAs(plane, 'lead')
    const day = new Date(plane.clock.now()).toISOString().slice(0, 10)
    const [old] = (await (await askAs(lead, `/api/duty?from=${day}`)).json()).duties
    if (old) await tellAs(lead, `/api/duty/${old.id}`, {}, 'DELETE')
    const planned = { account: lead.accountId, day, from: '00:00', until }
    expect((await tellAs(lead, '/api/duty', planned)).status).toBe(200)
    return lead
  }

  test('keeps what goes on before them, without names, and is asked to prove to be there for all else', async () => {
    const person = await onDuty('12:00')
    plane.clock.move(31 * minuteMs)
    expect(await statusOf(person, '/api/board')).toBe(200)
    for (const path of ['/api/board/children', '/api/sets', '/api/trajectories']) {
      const answer = await askAs(person, path)
      expect([path, answer.status, (await answer.json()).error]).toEqual([path, 403, 'not_confirmed'])
    }
    // What the page asks by itself brings nothing back.
    expect((await (await askAs(person, '/api/me')).json()).roles).toEqual(['wall'])
    expect((await tellAs(person, '/api/sign-in/fresh-link')).status).toBe(200)
  })

  test('is signed out when the duty is over, like everybody else', async () => {
    const helpdesk = await signInAs(plane, 'helpdesk')
    const person = await onDuty('11:59')
    plane.clock.move(31 * minuteMs)
    expect(await statusOf(helpdesk, '/api/board')).toBe(401)
    expect(await statusOf(person, '/api/board')).toBe(200)
    plane.clock.move(3 * 60 * minuteMs)
    expect(await statusOf(person, '/api/board')).toBe(401)
  })
})
