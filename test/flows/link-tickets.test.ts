import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutwardTicket } from '../../controlplane/tickets/outward/api.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type Helpdesk, openHelpdesk, tell } from './ticket-ground.ts'

type Page = { tickets: OutwardTicket[]; next: string; isMore: boolean }

const minuteMs = 60_000

let desk: Helpdesk
let program: SignedIn
let numbers: number[]

beforeAll(async () => {
  desk = await openHelpdesk()
  program = await signInAs(desk.plane, 'read_tickets')
  const pair = await desk.newPair()
  const child = { firstName: 'Kanarie', className: 'K9Z' }
  await tellAs(desk.plane.admin, `/api/trajectories/${pair.trajectory}/child`, child, 'PUT')
  numbers = []
  for (const family of ['picture', 'sound', 'power', 'software', 'connection'] as const) {
    numbers.push((await desk.open(pair, { family })).no)
    desk.plane.clock.move(minuteMs)
  }
})
afterAll(() => desk?.plane.stop())

async function read(query = ''): Promise<Page> {
  const answer = await askAs(program, `/api/link/tickets${query}`)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as Page
}
const nos = ({ tickets }: Page) => tickets.map(({ no }) => no)

test('another system reads every ticket by pages, what changed first first, and each once', async () => {
  const pages: Page[] = [await read('?limit=2')]
  while (pages.at(-1)!.isMore) pages.push(await read(`?limit=2&since=${pages.at(-1)!.next}`))
  expect(pages.map(nos)).toEqual([numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)])
  expect(nos(await read())).toEqual(numbers)
})

test('it goes on from where it was, and hears of what changed alone, as it is by then', async () => {
  desk.plane.clock.move(2 * minuteMs)
  const { next } = await read()
  expect(nos(await read(`?since=${next}`))).toEqual([])
  await desk.goTo(desk.now())
  expect(await tell(desk.people.lieve, numbers[1]!, 'claim')).toBe('done')
  desk.plane.clock.move(1000)
  expect(await tell(desk.people.lieve, numbers[3]!, 'cancel', { reason: 'test' })).toBe('done')
  const changed = await read(`?since=${next}`)
  expect(changed.tickets).toMatchObject([
    { no: numbers[1], state: 'open', claimedAt: desk.now() - 1000, changedAt: desk.now() - 1000 },
    { no: numbers[3], state: 'cancelled', changedAt: desk.now() },
  ])
  // What was written in the last minute may not all be seen yet, so that is read once more.
  expect(nos(await read(`?since=${changed.next}`))).toEqual([numbers[1], numbers[3]])
  desk.plane.clock.move(2 * minuteMs)
  const settled = await read(`?since=${changed.next}`)
  expect(nos(await read(`?since=${settled.next}`))).toEqual([])
  expect(nos(await read(`?since=${desk.now() - 2 * minuteMs}`))).toEqual([numbers[3]])
})

test('it reads codes and instants: no name, no class, no school, nothing that somebody wrote', async () => {
  const note = { text: 'Kanarie belde zelf' }
  expect(await tell(desk.people.lieve, numbers[0]!, 'note', note)).toBe('done')
  const text = JSON.stringify(await read())
  expect(text).not.toMatch(/Kanarie|K9Z|SCH-|TH-|Leuven|Lieve/)
  expect(text).toContain('T-2026-')
  expect(Object.keys((await read()).tickets[0]!)).not.toContain('place')
})

test('a wrong cursor is refused, and so is whoever has no token for it', async () => {
  for (const since of ['now', '-1', '1.x', `${'9'.repeat(15)}`])
    expect((await askAs(program, `/api/link/tickets?since=${since}`)).status, since).toBe(400)
  expect((await askAs(program, '/api/link/tickets?limit=501')).status).toBe(400)
  expect((await askAs(desk.people.lieve, '/api/link/tickets')).status).toBe(403)
  await desk.plane
    .sql`update api_tokens set expires_at = ${desk.now()}::timestamptz where id = ${program.accountId}`
  expect((await askAs(program, '/api/link/tickets')).status).toBe(401)
})
