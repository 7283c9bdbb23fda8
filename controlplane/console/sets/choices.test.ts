import { expect, test } from 'vitest'
import type { SetRow } from '../../overview/sets/api.ts'
import { inOrder } from '../ui/heldRows.ts'
import { parseSetsAddress, withWord } from './address.ts'
import { chunked } from './exportSets.ts'
import { everything, isSelected, nothing, selectedCount, toggled, withAll } from './selection.ts'

const row = (label: string, rttMs: number | null = null) => ({ label, rttMs }) as SetRow
const list = (...rows: SetRow[]) => new Map(rows.map((row, place) => [place, row]))

test('an address with nonsense in it shows the list without the nonsense', () => {
  expect(
    parseSetsAddress({ presence: 'lost,sideways', kind: 'boat', sort: 'size', direction: 'down' }),
  ).toEqual({
    presence: 'lost',
    direction: 'down',
  })
})

test('words that exclude each other take each other’s place; others are added', () => {
  const both = withWord(withWord({}, 'presence', 'lost'), 'presence', 'online')
  expect(both).toEqual({ presence: 'lost,online' })
  expect(withWord(withWord({}, 'kind', 'home'), 'kind', 'school')).toEqual({ kind: 'school' })
  expect(withWord({ kind: 'school' }, 'kind', 'school')).toEqual({})
})

test('everything but one counts one less, and a choice of all shown can be taken back', () => {
  const butOne = toggled(everything, 'A')
  expect([selectedCount(butOne, 214), isSelected(butOne, 'A'), isSelected(butOne, 'B')]).toEqual([
    213,
    false,
    true,
  ])
  const shown = withAll(nothing, ['A', 'B'], true)
  expect(selectedCount(shown, 214)).toBe(2)
  expect(selectedCount(withAll(shown, ['A', 'B'], false), 214)).toBe(0)
})

test('under a hand, rows keep their places and show the newest values', () => {
  const held = list(row('A', 1), row('B', 2), row('C', 3))
  const newest = list(row('C', 30), row('A', 10), row('B', 20))
  const { rows, changes } = inOrder(held, { rows: newest, total: newest.size }, ({ label }) => label)
  expect([...rows.values()].map(({ label, rttMs }) => `${label}${rttMs}`)).toEqual(['A10', 'B20', 'C30'])
  expect(changes).toBe(3)
})

test('long lists of labels are asked for in addresses that every server takes', () => {
  const labels = Array.from({ length: 1600 }, (_, number) => `SET-${number}`)
  const parts = chunked(labels)
  expect(Math.max(...parts.map(part => part.length))).toBeLessThan(8000)
  expect(parts.join(',').split(',')).toEqual(labels)
})
