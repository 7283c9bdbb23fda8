import { expect, test } from 'vitest'
import { inOrder } from './heldRows.ts'

const list = (...rows: string[]) => new Map(rows.map((row, place) => [place, row]))
const held = (order: string[], newest: string[], total = newest.length) => {
  const { rows, ...rest } = inOrder(list(...order), { rows: list(...newest), total }, row => row[0]!)
  return [
    [...rows]
      .toSorted(([a], [b]) => a - b)
      .map(([, row]) => row)
      .join(' '),
    rest.total,
    rest.changes,
  ]
}

test('under a hand rows stay, what came stands behind them, and what went keeps its place', () => {
  expect(held(['a', 'b', 'c'], ['c2', 'a2', 'b2'])).toEqual(['a2 b2 c2', 3, 3])
  expect(held(['a', 'b'], ['n', 'a', 'b'])).toEqual(['a b n', 3, 3])
  expect(held(['a', 'b', 'c'], ['a', 'c'])).toEqual(['a b c', 3, 2])
  expect(held(['a', 'b', 'c'], ['n', 'a', 'c'])).toEqual(['a b c n', 4, 3])
  expect(held(['a', 'b'], ['a2', 'b2'])).toEqual(['a2 b2', 2, 0])
})

test('of a list that came in part nothing counts as gone, and no row stands twice', () => {
  expect(held(['a', 'b'], ['n', 'a'], 400)).toEqual(['a b n', 400, 2])
})
