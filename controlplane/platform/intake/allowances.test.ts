import { expect, test } from 'vitest'
import { upwardKinds } from '../../../protocol/messages.ts'
import { divideByAllowance, startAllowances } from './allowances.ts'
import type { Inbound } from './contract.ts'
import type { Message } from './reading.ts'

const dayMs = 86_400_000
const none = Object.fromEntries(upwardKinds.map(kind => [kind, null])) as unknown as Inbound['allowances']
const allowances: Inbound['allowances'] = {
  ...none,
  report: { perDay: 3 },
  event: { perDay: 4, rowsOf: ({ facts }) => Object.keys(facts).length },
  hello: { perDay: 1 },
}
const say = (kind: Message['kind'], no = 1, body: object = {}) =>
  ({ device: { no, id: '', label: '' }, kind, epoch: 1, seq: 1, body }) as unknown as Message
const event = say('event', 1, { facts: { door: 'mqtt', simulated: true } })

test('a set is stored up to its allowance of a day, each kind and each set for itself', () => {
  let now = 10.5 * dayMs
  const today = startAllowances(allowances, () => now)
  today.spend([say('report'), say('report'), say('report'), event])
  expect(today.isUsedUp(say('report'))).toBe(true)
  expect(today.isUsedUp(say('report', 2))).toBe(false)
  expect(today.isUsedUp(event)).toBe(false)
  today.spend([event])
  expect(today.isUsedUp(event)).toBe(true)
  expect(today.isUsedUp(say('bye'))).toBe(false)
  now = 11 * dayMs
  expect(today.isUsedUp(say('report'))).toBe(false)
})

test('beyond it what is numbered is kept out, and what is not is heard without leaving a row', () => {
  const today = startAllowances(allowances, () => 0)
  today.spend([say('report'), say('report'), say('report'), say('hello')])
  const { allowed, refused } = divideByAllowance([say('report'), event, say('hello')], today)
  expect(refused.map(({ kind }) => kind)).toEqual(['report'])
  expect(allowed.map(({ kind, isBeyondAllowance }) => [kind, isBeyondAllowance])).toEqual([
    ['event', undefined],
    ['hello', true],
  ])
})
