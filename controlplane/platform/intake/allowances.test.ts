import { expect, test } from 'vitest'
import { upwardKinds } from '../../../protocol/messages.ts'
import type { Database } from '../postgres/database.ts'
import { divideByAllowance, startAllowances } from './allowances.ts'
import type { Inbound } from './contract.ts'
import type { Message } from './reading.ts'

const dayMs = 86_400_000
const none = Object.fromEntries(upwardKinds.map(kind => [kind, null])) as unknown as Inbound['allowances']
const nothingBefore = async () => 0
const allowances: Inbound['allowances'] = {
  ...none,
  report: { perDay: 3, countSince: nothingBefore },
  event: { perDay: 4, rowsOf: ({ facts }) => Object.keys(facts).length, countSince: nothingBefore },
  hello: { perDay: 1, countSince: nothingBefore },
}
const database = {} as Database
const say = (kind: Message['kind'], no = 1, body: object = {}) =>
  ({ device: { no, id: '', label: '' }, kind, epoch: 1, seq: 1, body }) as unknown as Message
const report = (no: number) => say('report', no)
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

test('of a set that says much what was stored before this server started counts too; it is looked up once a day', async () => {
  let now = 10.5 * dayMs
  const lookedUp: number[][] = []
  const countSince = async (_: Database, no: number, since: number) => {
    lookedUp.push([no, since / dayMs])
    return 990
  }
  const today = startAllowances({ ...none, report: { perDay: 1000, countSince } }, () => now)
  const sends = (times: number, no: number) => today.spend(Array.from({ length: times }, () => report(no)))
  sends(49, 1)
  sends(51, 2)
  for (let turn = 0; turn < 3; turn += 1) await today.lookUpHasty(database, [report(1), report(2), report(2)])
  expect(lookedUp).toEqual([[2, 10]])
  sends(9, 2)
  expect(today.isUsedUp(report(2))).toBe(false)
  sends(1, 2)
  expect(today.isUsedUp(report(2))).toBe(true)
  expect(today.isUsedUp(report(1))).toBe(false)
  now = 11 * dayMs
  sends(51, 2)
  await today.lookUpHasty(database, [report(2)])
  expect(lookedUp.at(-1)).toEqual([2, 11])
})
