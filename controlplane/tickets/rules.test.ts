import { expect, test } from 'vitest'
import {
  isLive,
  type KnownTicket,
  liveStates,
  type MoveContext,
  type MoveName,
  moveNames,
  type TicketState,
  ticketStates,
  whyNotLower,
  whyNotMove,
} from './rules.ts'

const now = 1_800_000_000_000
const minuteMs = 60_000
const ticket = (over: Partial<KnownTicket> = {}): KnownTicket => ({
  no: 1,
  state: 'new',
  priority: 3,
  owner: null,
  actedAt: null,
  isOfChildren: true,
  lostMinutes: null,
  ...over,
})

/** As the page of states says it: every move from where it is legal, and by whom. */
const table: [MoveName, TicketState[], string[]][] = [
  ['claim', ['new'], ['helpdesk']],
  ['release', ['open'], ['helpdesk', 'system']],
  ['ask', ['open'], ['helpdesk']],
  ['wait', ['open'], ['helpdesk']],
  ['plan', ['open'], ['helpdesk']],
  ['answer', ['waiting_user', 'waiting_third_party', 'planned'], ['helpdesk', 'system', 'school', 'family']],
  ['resolve', ['new', 'open', 'waiting_user', 'waiting_third_party'], ['helpdesk']],
  ['auto_resolve', ['new'], ['system']],
  ['close', ['resolved'], ['helpdesk', 'system', 'school', 'family']],
  ['reopen', ['resolved', 'closed'], ['helpdesk', 'system', 'school', 'family']],
  ['merge', ['new', 'open', 'waiting_user', 'waiting_third_party'], ['helpdesk', 'system']],
  ['cancel', ['new'], ['helpdesk']],
]

test('the table names every move', () => {
  expect(table.map(([move]) => move).toSorted()).toEqual([...moveNames].toSorted())
})

test.each(table)('%s goes from there and by them alone', (move, from, who) => {
  for (const state of ticketStates)
    for (const actor of ['helpdesk', 'system', 'school', 'family'] as const) {
      const isLegal = from.includes(state) && who.includes(actor)
      const refusal = whyNotMove(ticket({ state }), move, { actor })
      expect([state, actor, refusal === undefined]).toEqual([state, actor, isLegal])
    }
})

test.each<[string, MoveName, Partial<KnownTicket>, MoveContext, string | undefined]>([
  ['claimed by a colleague', 'claim', { state: 'open', owner: 'a' }, {}, 'ticket_taken'],
  ['claimed while it waits', 'claim', { state: 'waiting_user' }, {}, 'ticket_waits'],
  ['claimed when solved', 'claim', { state: 'resolved' }, {}, 'ticket_solved'],
  ['claimed when merged', 'claim', { state: 'merged' }, {}, 'ticket_over'],
  ['released by nobody', 'release', { state: 'new' }, {}, 'ticket_not_taken'],
  ['woken while open', 'answer', { state: 'open' }, {}, 'ticket_not_waiting'],
  ['closed before it is solved', 'close', { state: 'open' }, {}, 'ticket_not_solved'],
  ['closed twice', 'close', { state: 'closed' }, {}, 'ticket_over'],
  ['cancelled while taken', 'cancel', { state: 'open' }, {}, 'ticket_taken'],
  [
    'healed after a person touched it',
    'auto_resolve',
    { actedAt: now },
    { actor: 'system' },
    'ticket_touched',
  ],
  ['P1 closed without its lost minutes', 'close', { state: 'resolved', priority: 1 }, {}, 'lost_unknown'],
  ['P1 closed with them', 'close', { state: 'resolved', priority: 1, lostMinutes: 0 }, {}, undefined],
  ['P1 of no child closed', 'close', { state: 'resolved', priority: 1, isOfChildren: false }, {}, undefined],
  ['P2 closed without them', 'close', { state: 'resolved', priority: 2 }, {}, undefined],
  ['planned for what is over', 'plan', { state: 'open' }, { now, plannedFor: now }, 'plan_past'],
  [
    'P2 planned after the next lesson',
    'plan',
    { state: 'open', priority: 2 },
    { now, plannedFor: now + 2, nextLesson: now + 1 },
    'plan_too_late',
  ],
  [
    'P2 planned for the next lesson',
    'plan',
    { state: 'open', priority: 2 },
    { now, plannedFor: now + 1, nextLesson: now + 1 },
    undefined,
  ],
  [
    'P3 planned after the next lesson',
    'plan',
    { state: 'open', priority: 3 },
    { now, plannedFor: now + minuteMs, nextLesson: now + 1 },
    undefined,
  ],
  ['reopened on the fifth day of school', 'reopen', { state: 'closed' }, { schoolDays: 5 }, undefined],
  ['reopened on the sixth', 'reopen', { state: 'closed' }, { schoolDays: 6 }, 'reopen_too_late'],
  ['reopened beside another', 'reopen', { state: 'closed' }, { isKeyTaken: true }, 'key_taken'],
  ['merged into itself', 'merge', {}, { into: { no: 1, state: 'new' } }, 'merge_itself'],
  ['merged into what is merged', 'merge', {}, { into: { no: 2, state: 'merged' } }, 'merge_into_over'],
  ['merged into what is closed', 'merge', {}, { into: { no: 2, state: 'closed' } }, 'merge_into_over'],
  ['merged into what is solved', 'merge', {}, { into: { no: 2, state: 'resolved' } }, undefined],
])('%s', (_what, move, over, context, refusal) => {
  expect(whyNotMove(ticket(over), move, context)).toBe(refusal)
})

test('a person makes it less urgent, never more, and not when it is over', () => {
  expect(whyNotLower({ state: 'open', priority: 2 }, 3)).toBeUndefined()
  expect(whyNotLower({ state: 'open', priority: 2 }, 2)).toBe('not_lower')
  expect(whyNotLower({ state: 'open', priority: 2 }, 1)).toBe('not_lower')
  expect(whyNotLower({ state: 'closed', priority: 2 }, 3)).toBe('ticket_over')
})

test('what is over frees its trouble for another', () => {
  expect(ticketStates.filter(isLive)).toEqual([...liveStates])
})
