import { expect, test } from 'vitest'
import type { PresenceState } from '../../devices/rules.ts'
import { foldBreaks } from './timeline-rules.ts'

const minute = 60_000
/** States at these minutes, newest first. */
const link = (...states: [at: number, state: PresenceState][]) =>
  states.map(([at, state]) => ({ at: at * minute, state })).toReversed()

test('a link that breaks again and again is one entry, from the first break to the last return', () => {
  const changes = link(
    [0, 'online'],
    [10, 'suspect'],
    [11, 'online'],
    [20, 'suspect'],
    [21, 'lost'],
    [25, 'online'],
    [38, 'suspect'],
    [39, 'online'],
  )
  const [breaks, ...others] = foldBreaks(changes)
  expect(breaks).toMatchObject({ kind: 'breaks', from: 10 * minute, at: 39 * minute, times: 3, isBack: true })
  expect(breaks).toHaveProperty('changes', changes.slice(0, -1))
  expect(others).toEqual(link([0, 'online']))
})

test('a link that has not come back is told so', () => {
  const [breaks] = foldBreaks(
    link([0, 'suspect'], [1, 'online'], [2, 'suspect'], [3, 'online'], [4, 'suspect'], [5, 'lost']),
  )
  expect(breaks).toMatchObject({ times: 3, isBack: false, from: 0, at: 5 * minute })
})

test('two breaks, breaks far apart, and a set that is switched off stay what they are', () => {
  const twice = link([0, 'suspect'], [1, 'online'], [2, 'suspect'], [3, 'online'])
  expect(foldBreaks(twice)).toEqual(twice)
  const apart = link([0, 'suspect'], [1, 'online'], [20, 'suspect'], [21, 'online'], [40, 'suspect'])
  expect(foldBreaks(apart)).toEqual(apart)
  const off = link([0, 'suspect'], [1, 'online'], [2, 'suspect'], [3, 'off'], [4, 'online'], [5, 'suspect'])
  expect(foldBreaks(off)).toEqual(off)
})
