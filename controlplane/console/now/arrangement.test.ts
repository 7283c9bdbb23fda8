import { expect, test } from 'vitest'
import type { PresenceState } from '../../devices/rules.ts'
import type { BoardPair } from '../../overview/board-api.ts'
import { arrange, changesBetween, matches, worseSide } from './arrangement.ts'
import { patched } from './board.ts'

function side(set: string, presence: PresenceState, since = 0) {
  return { set, presence, presenceSince: since, heardAt: since, camera: 'ok', simulated: false } as const
}

function pair(code: string, home: PresenceState, school: PresenceState, since = 0): BoardPair {
  return {
    trajectory: code,
    place: { code: 'S1', name: 'De Wegwijzer', municipality: 'Leuven' },
    home: side(`H-${code}`, home, since),
    school: side(`K-${code}`, school, since),
  }
}

test('a pair stands where its worse side stands, and what is lost longest comes first', () => {
  const { lost, unknown, connected } = arrange([
    pair('A', 'online', 'lost', 200),
    pair('B', 'lost', 'online', 100),
    pair('C', 'online', 'online'),
    pair('D', 'online', 'unheard'),
    { ...pair('E', 'online', 'online'), home: null },
  ])
  expect(lost).toEqual(['B', 'A'])
  expect(unknown).toEqual(['D', 'E'])
  expect(connected).toEqual(['C'])
})

test('what would move, come or go is counted once per pair', () => {
  const before = arrange([
    pair('A', 'online', 'online'),
    pair('B', 'online', 'online'),
    pair('C', 'off', 'off'),
  ])
  const after = arrange([
    pair('A', 'lost', 'online'),
    pair('B', 'online', 'online'),
    pair('D', 'online', 'online'),
  ])
  expect(changesBetween(before, after)).toBe(3)
  expect(changesBetween(before, before)).toBe(0)
})

test('a row opens the side that needs a look, and the class when both are alike', () => {
  expect(worseSide(pair('A', 'lost', 'online'))?.set).toBe('H-A')
  expect(worseSide(pair('A', 'online', 'suspect'))?.set).toBe('K-A')
  expect(worseSide(pair('A', 'online', 'online'))?.set).toBe('K-A')
  expect(worseSide({ ...pair('A', 'online', 'online'), school: null })?.set).toBe('H-A')
})

test('the filter finds words in any order in what the row shows', () => {
  expect(matches(pair('T-1', 'online', 'online'), 'leuven wegwijzer')).toBe(true)
  expect(matches(pair('T-1', 'online', 'online'), 'k-t-1')).toBe(true)
  expect(matches(pair('T-1', 'online', 'online'), 'gent')).toBe(false)
})

test('an answer about named sets changes, adds and removes exactly their pairs', () => {
  const board = {
    at: 1,
    expected: false,
    pairs: [pair('A', 'online', 'online'), pair('B', 'online', 'online')],
    questioned: [],
  }
  const answer = {
    at: 2,
    expected: true,
    pairs: [pair('A', 'lost', 'online'), pair('C', 'off', 'off')],
    questioned: [{ set: 'K-B', cause: 'floors' as const, since: 2 }],
  }
  const next = patched(board, answer, new Set(['H-A', 'K-B', 'H-C']))
  expect(next.pairs.map(({ trajectory }) => trajectory)).toEqual(['A', 'C'])
  expect(next.pairs[0]?.home?.presence).toBe('lost')
  expect([next.at, next.expected]).toEqual([2, true])
  expect(next.questioned).toEqual(answer.questioned)
})
