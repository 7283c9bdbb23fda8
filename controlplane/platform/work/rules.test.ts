import { expect, test } from 'vitest'
import { partsOf, pauseAfterMs } from './rules.ts'

test('work that fails is left alone longer and longer, five minutes at most', () => {
  expect([1, 2, 3, 9, 10, 1e9].map(pauseAfterMs)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000])
})

test('what failed before is done by itself, what is new together', () => {
  const row = (id: number, key: string, tries: number) => ({ id, key, tries })
  const [a, b, c, d, e] = [row(1, 'A', 0), row(2, 'B', 3), row(3, 'A', 0), row(4, 'B', 1), row(5, 'C', 1)]
  expect(partsOf([a, b, c, d, e])).toEqual([[a, c], [b, d], [e]])
  expect(partsOf([b])).toEqual([[b]])
  expect(partsOf([])).toEqual([])
})
