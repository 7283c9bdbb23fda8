import { expect, test } from 'vitest'
import { s, t0 } from '../../../test/judging/story.ts'
import { settingsOf } from '../settings/rules.ts'
import { type Counted, seeStorms, stormKeysOf } from './rules.ts'

const settings = settingsOf({})
/** Sets at places of four, all of one provider; of the first so many, since when they are lost. */
const sets = (count: number, lost: readonly number[], places = 4): Counted[] =>
  Array.from({ length: count }, (_, index) => ({
    label: `S${index}`,
    location: `L${Math.floor(index / places)}`,
    provider: 'P',
    lostSince: lost[index] === undefined ? null : s(lost[index]),
  }))
const stormsOf = (counted: Counted[], held = new Map<string, string[]>()) =>
  seeStorms(counted, held, settings, t0 + 600_000).flatMap(({ key, seen }) => (seen.holds ? [key] : []))

test.each([
  ['three of four at one place', sets(40, [0, 60, 119]), ['location:L0/storm']],
  ['two of four', sets(40, [0, 60]), []],
  ['three of a place of eight', sets(40, [0, 60, 119], 8), []],
  ['three, but not within two minutes', sets(40, [0, 60, 181]), []],
  [
    'eight of a provider of a hundred, at two places',
    sets(100, [0, 1, 2, 3, 4, 5, 6, 7]),
    ['location:L0/storm', 'location:L1/storm'],
  ],
])('%s', (_, counted, keys) => {
  expect(stormsOf(counted)).toEqual(keys)
})

test('a third of a provider, and more than that of all', () => {
  const lost = Array.from({ length: 12 }, (_, index) => index)
  const some = sets(36, lost, 5).map((set, index) => (index < 12 ? set : { ...set, provider: 'P' }))
  expect(stormsOf(some).toSorted()).toEqual([
    ...['location:L0/storm', 'location:L1/storm', 'platform/storm', 'provider:P/storm'],
  ])
})

test('it lasts until four of five that went are back, whatever else is expected', () => {
  const held = new Map([['location:L0/storm', ['S0', 'S1', 'S2', 'S3', 'S4']]])
  const still = (lost: readonly number[]) => stormsOf(sets(5, lost, 5), held)
  expect(still([0, 0])).toEqual(['location:L0/storm'])
  expect(still([0])).toEqual([])
  expect(stormsOf([], held)).toEqual([])
})

test('the widest storm of a set comes first', () => {
  expect(stormKeysOf({ location: 'L', provider: 'P' })).toEqual([
    'platform/storm',
    'provider:P/storm',
    'location:L/storm',
  ])
  expect(stormKeysOf({ location: null, provider: null })).toEqual(['platform/storm'])
})
