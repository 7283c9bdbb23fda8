import { expect, test } from 'vitest'
import type { TicketRow } from '../../tickets/api.ts'
import type { TicketState } from '../../tickets/rules.ts'
import { chosenMax, newestOf, nothing, toggled, whyNotNow, withAll } from './chosen.ts'

const row = (no: number, state: TicketState = 'new') =>
  ({ no, state, priority: 2, owner: null, firstActionAt: null, trajectory: null, place: null }) as TicketRow
const shown = [5, 3, 9, 1, 7].map(no => row(no))
const nos = (chosen: typeof nothing) => [...chosen.rows.keys()]

test('one is chosen and left, and a range goes from the last one to here in the order shown', () => {
  const one = toggled(nothing, 3, shown)
  expect(nos(one)).toEqual([3])
  expect(nos(toggled(one, 1, shown, true))).toEqual([3, 9, 1])
  expect(nos(toggled(toggled(one, 7, shown), 9, shown, true))).toEqual([3, 7, 9, 1])
  expect(nos(toggled(toggled(one, 1, shown, true), 3, shown, true))).toEqual([])
  expect(nos(toggled(nothing, 9, shown, true))).toEqual([9])
})

test('what left the list stays chosen as it was, the rest is as it is now', () => {
  const both = withAll(nothing, [row(3), row(42)], true)
  expect(newestOf(both, new Map([[0, row(3, 'open')]])).map(({ no, state }) => [no, state])).toEqual([
    [3, 'open'],
    [42, 'new'],
  ])
})

test('no more are chosen than are done in one go', () => {
  const many = Array.from({ length: chosenMax + 5 }, (_, place) => row(place + 1))
  expect(withAll(nothing, many, true).rows.size).toBe(chosenMax)
})

test('what may be done with one is what its rules say', () => {
  expect([whyNotNow(row(1), 'claim'), whyNotNow(row(1), 'plan')]).toEqual([undefined, 'ticket_not_taken'])
  expect([whyNotNow(row(1, 'open'), 'claim'), whyNotNow(row(1, 'open'), 'plan')]).toEqual([
    'ticket_taken',
    undefined,
  ])
  expect(whyNotNow(row(1, 'merged'), 'merge')).toBe('ticket_over')
})
