import { expect, test } from 'vitest'
import { missingOf } from './rules.ts'

const minuteMs = 60_000

test.each([
  ['judge', minuteMs],
  ['intake', minuteMs],
  ['schedule', minuteMs],
  ['mail', 5 * minuteMs],
  ['one that joins later', 2 * minuteMs],
  ['toString', 2 * minuteMs],
])('%s may have passed %i ms ago, and no longer', (part, limit) => {
  const now = 1e12
  expect(missingOf({ [part]: now - limit }, now)).toEqual([])
  expect(missingOf({ [part]: now - limit - 1 }, now)).toEqual([part])
  expect(missingOf({ [part]: null }, now)).toEqual([part])
})

test('all that is missing is named, in the order of the alphabet', () => {
  expect(missingOf({ mail: null, judge: null, intake: 0 }, 0)).toEqual(['judge', 'mail'])
})
