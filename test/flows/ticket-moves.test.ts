import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Opening } from '../../controlplane/tickets/open/actions.ts'
import { moves, type TicketState, ticketStates } from '../../controlplane/tickets/rules.ts'
import { holdTicket } from '../../controlplane/tickets/ticket/queries.ts'
import { recordAsked } from '../../controlplane/tickets/wait/actions.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { type Helpdesk, kindsOf, monday, openHelpdesk, readTicket, tell } from './ticket-ground.ts'

const solving = { cause: 'cable', solution: 'plugged_in', fixedBy: 'user' }

let desk: Helpdesk
let pair: RegisteredPair
beforeAll(async () => {
  desk = await openHelpdesk()
  pair = await desk.newPair()
})
afterAll(() => desk.plane.stop())

/** One of a trouble of its own. */
const openAnother = (over: Partial<Opening> = {}) => desk.open(pair, { key: randomUUID(), ...over })

/** A ticket of its own, brought to a state by what people do. */
async function bring(state: TicketState): Promise<number> {
  const { lieve } = desk.people
  const { no } = await openAnother({ priority: 3 })
  const go = async (command: string, body: object = {}) =>
    expect(await tell(lieve, no, command, body)).toBe('done')
  if (!['new', 'cancelled'].includes(state)) await go('claim')
  if (state === 'waiting_user') await ask(no)
  if (state === 'waiting_third_party') await go('wait', { party: 'provider', reference: 'INC-12' })
  if (state === 'planned') await go('plan', { for: desk.now() + 3 * 86_400_000 })
  if (state === 'resolved' || state === 'closed') await go('resolve', solving)
  if (state === 'closed') await go('close')
  if (state === 'merged') await go('merge', { to: (await openAnother()).no })
  if (state === 'cancelled') await go('cancel', { reason: 'test' })
  return no
}

const ask = (no: number) =>
  desk.plane.sql.begin(async tx => {
    const held = (await holdTicket(tx, { no }))!
    return recordAsked(tx, held, { actor: desk.people.lieve.accountId, now: desk.now(), by: 'set' })
  })

/** What a person tells, and where it goes. */
const commands = {
  claim: [{}, 'open'],
  release: [{}, 'new'],
  wait: [{ party: 'school_ict', reference: null }, 'waiting_third_party'],
  plan: [{ for: monday + 2 * 86_400_000 }, 'planned'],
  answer: [{}, 'new'],
  resolve: [solving, 'resolved'],
  reopen: [{}, 'open'],
  close: [{}, 'closed'],
  merge: [{}, 'merged'],
  cancel: [{ reason: 'prank' }, 'cancelled'],
} as const satisfies Partial<Record<keyof typeof moves, readonly [object, TicketState]>>

test.each(Object.entries(commands))(
  '%s is done from where the table says, and refused elsewhere',
  async (command, [body, to]) => {
    const legal = moves[command as keyof typeof commands].from as readonly TicketState[]
    const into = command === 'merge' ? { to: (await openAnother()).no } : {}
    for (const from of ticketStates) {
      const no = await bring(from)
      // Somebody else than who has it.
      const said = await tell(desk.people.noor, no, command, { ...body, ...into })
      expect([from, said === 'done']).toEqual([from, legal.includes(from)])
      await desk.settled()
      const { ticket, moves: offered } = await readTicket(desk.people.noor, no)
      expect([from, ticket.state]).toEqual([from, said === 'done' ? to : from])
      if (said !== 'done') expect(offered.find(({ move }) => move === command)?.refusal).toBe(said)
    }
  },
)

test('a question is asked of what somebody has, and of nothing else', async () => {
  for (const from of ticketStates) {
    const asked = await ask(await bring(from))
    expect([from, asked.ok]).toEqual([from, from === 'open'])
  }
})

test('of two who claim at once one has it, and the other is told so', async () => {
  const numbers = await Promise.all(Array.from({ length: 12 }, () => bring('new')))
  const { lieve, noor } = desk.people
  const said = await Promise.all(
    numbers.map(no => Promise.all([lieve, noor].map(person => tell(person, no, 'claim')))),
  )
  for (const words of said) expect(words.toSorted()).toEqual(['done', 'ticket_taken'])
  for (const no of numbers) expect(kindsOf(await readTicket(lieve, no))).toEqual(['opened', 'claimed'])
  const acts = await desk.plane.sql`
    select from audit_log where act = 'ticket_claimed'
      and subject = any(${numbers.map(no => `ticket:${no}`)}::text[])`
  expect(acts).toHaveLength(numbers.length)
})

test('two that go into each other at once do not go round in a circle', async () => {
  const [one, two] = [await bring('open'), await bring('open')]
  const said = await Promise.all([
    tell(desk.people.lieve, one, 'merge', { to: two }),
    tell(desk.people.noor, two, 'merge', { to: one }),
  ])
  expect(said.filter(word => word === 'done')).toHaveLength(1)
  expect(await tell(desk.people.lieve, one, 'merge', { to: one })).toMatch(/merge_itself|ticket_over/)
})

test('the merged one stays to be read in the one that took it in', async () => {
  const [one, two] = [await bring('open'), await bring('new')]
  await tell(desk.people.lieve, one, 'merge', { to: two })
  const source = await readTicket(desk.people.lieve, one)
  expect(source.mergedInto).toBe(two)
  expect(source.moves.every(({ refusal }) => refusal !== null)).toBe(true)
  expect((await readTicket(desk.people.lieve, two)).tookIn.map(({ no }) => no)).toEqual([one])
  expect(await tell(desk.people.lieve, one, 'note', { text: 'Te laat' })).toBe('done')
})

test('a person makes it less urgent with a reason; only the system makes it more urgent', async () => {
  const no = await bring('new')
  expect(await tell(desk.people.lieve, no, 'lower', { priority: 2, reason: 'agreed' })).toBe('not_lower')
  expect(await tell(desk.people.lieve, no, 'lower', { priority: 4, reason: 'works_around' })).toBe('done')
  expect(await readTicket(desk.people.lieve, no)).toMatchObject({
    loweredReason: 'works_around',
    ticket: { priority: 4 },
  })
})
