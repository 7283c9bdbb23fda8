import { expect, test } from 'vitest'
import { giveUpAt, nextTryAt, stateOf } from './rules.ts'

const secondMs = 1000

test('what fails is tried again after longer and longer, an hour at most', () => {
  const pauses = [1, 2, 3, 4, 8, 9, 10, 1e9].map(
    tries => nextTryAt(tries, { giveUpAt: Infinity, now: 0 })! / secondMs,
  )
  expect(pauses).toEqual([15, 30, 60, 120, 1920, 3600, 3600, 3600])
})

test('nothing is tried after a day, and within it some thirty times', () => {
  let [now, tries] = [0, 1]
  const until = giveUpAt(0)
  for (;;) {
    const next = nextTryAt(tries, { giveUpAt: until, now })
    if (next === undefined) break
    now = next
    tries += 1
  }
  expect(now).toBeLessThanOrEqual(until)
  expect(now).toBeGreaterThan(until - 3600 * secondMs)
  expect(tries).toBe(31)
  expect(nextTryAt(1, { giveUpAt: 0, now: 0 })).toBeUndefined()
})

test('what arrived has not failed', () => {
  expect(stateOf({ deliveredAt: null, failedAt: null })).toBe('waiting')
  expect(stateOf({ deliveredAt: null, failedAt: 1 })).toBe('failed')
  expect(stateOf({ deliveredAt: 2, failedAt: null })).toBe('delivered')
})
