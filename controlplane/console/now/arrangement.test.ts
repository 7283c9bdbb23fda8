import { expect, test } from 'vitest'
import type { PresenceState } from '../../devices/rules.ts'
import type { BoardPair } from '../../overview/board/api.ts'
import { arrange, changesBetween, matches, worseSide } from './arrangement.ts'
import { endedBy, firstEnd, patched } from './board.ts'
import { countsOf } from './counts.ts'

function side(set: string, presence: PresenceState, since = 0) {
  return { set, presence, presenceSince: since, heardAt: since, camera: 'ok', simulated: false } as const
}

const noon = 1_000_000_000
const lesson = { status: 'lesson', ground: 'timetable', until: noon + 600_000 } as const

function pair(code: string, home: PresenceState, school: PresenceState, since = 0): BoardPair {
  return {
    trajectory: code,
    place: { code: 'S1', name: 'De Wegwijzer', municipality: 'Leuven' },
    lesson: null,
    home: side(`H-${code}`, home, since),
    school: side(`K-${code}`, school, since),
  }
}

test('a pair stands where its worse side stands, and what is lost longest comes first', () => {
  const { lost, unknown, connected } = arrange(
    [
      pair('A', 'online', 'lost', 200),
      pair('B', 'lost', 'online', 100),
      pair('C', 'online', 'online'),
      pair('D', 'online', 'unheard'),
      { ...pair('E', 'online', 'online'), home: null },
    ],
    noon,
  )
  expect(lost).toEqual(['B', 'A'])
  expect(unknown).toEqual(['D', 'E'])
  expect(connected).toEqual(['C'])
})

test('who is gone from a lesson stands before everybody, and lessons stand first in every group', () => {
  const soon = { ...lesson, status: 'run_up' } as const
  const { asks, lost, connected } = arrange(
    [
      pair('A', 'lost', 'online', 100),
      { ...pair('B', 'online', 'lost', 300), lesson },
      { ...pair('C', 'online', 'suspect', 200), lesson },
      { ...pair('D', 'online', 'lost', 100), lesson: soon },
      pair('E', 'online', 'online'),
      { ...pair('F', 'online', 'online'), lesson: soon },
      { ...pair('G', 'online', 'online'), lesson },
      { ...pair('H', 'lost', 'online'), lesson: { ...lesson, status: 'absent' } },
    ],
    noon,
  )
  expect(asks).toEqual(['C', 'B', 'D'])
  expect(lost).toEqual(['H', 'A'])
  expect(connected).toEqual(['G', 'F', 'E'])
})

test('what ends is asked again together, and what ends later or never is left alone', () => {
  const pairs = [
    { ...pair('A', 'online', 'online'), lesson },
    { ...pair('B', 'online', 'online'), lesson },
    { ...pair('C', 'online', 'online'), lesson: { ...lesson, until: noon + 900_000 } },
    { ...pair('D', 'online', 'online'), lesson: { ...lesson, status: 'outside' as const, until: null } },
    pair('E', 'online', 'online'),
  ]
  expect(firstEnd(pairs)).toBe(noon + 600_000)
  expect(endedBy(pairs, noon + 600_000)).toEqual(['A', 'B'])
  expect(firstEnd([pair('E', 'online', 'online')])).toBeUndefined()
})

test('the sentence counts lessons, the sets that are gone from them, and names the next lesson', () => {
  const counts = countsOf({
    at: noon,
    questioned: [],
    pairs: [
      { ...pair('A', 'online', 'online'), lesson },
      { ...pair('B', 'lost', 'suspect'), lesson },
      { ...pair('C', 'lost', 'lost'), lesson: { ...lesson, status: 'outside' } },
      { ...pair('D', 'online', 'online'), lesson: { ...lesson, status: 'run_up', until: noon + 100 } },
    ],
  })
  expect(counts).toMatchObject({ lessons: 2, gone: 2, next: noon + 100, lost: 2, connected: 2 })
})

test('what would move, come or go is counted once per pair', () => {
  const before = arrange(
    [pair('A', 'online', 'online'), pair('B', 'online', 'online'), pair('C', 'off', 'off')],
    noon,
  )
  const after = arrange(
    [pair('A', 'lost', 'online'), pair('B', 'online', 'online'), pair('D', 'online', 'online')],
    noon,
  )
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

test('the child is found by what the row says of it', () => {
  expect(matches(pair('T-1', 'online', 'online'), 'noor 4b', 'Noor, 4B')).toBe(true)
  expect(matches(pair('T-1', 'online', 'online'), 'noor')).toBe(false)
})

test('a trajectory that is asked for by its code and has no pair any more leaves the board', () => {
  const board = {
    at: 1,
    pairs: [pair('A', 'online', 'online'), pair('B', 'online', 'online')],
    questioned: [],
  }
  expect(patched(board, { ...board, pairs: [] }, new Set(['A'])).pairs.map(one => one.trajectory)).toEqual([
    'B',
  ])
})

test('an answer about named sets changes, adds and removes exactly their pairs', () => {
  const board = {
    at: 1,
    pairs: [pair('A', 'online', 'online'), pair('B', 'online', 'online')],
    questioned: [],
  }
  const answer = {
    at: 2,
    pairs: [pair('A', 'lost', 'online'), pair('C', 'off', 'off')],
    questioned: [{ set: 'K-B', cause: 'floors' as const, since: 2 }],
  }
  const next = patched(board, answer, new Set(['H-A', 'K-B', 'H-C']))
  expect(next.pairs.map(({ trajectory }) => trajectory)).toEqual(['A', 'C'])
  expect(next.pairs[0]?.home?.presence).toBe('lost')
  expect(next.at).toBe(2)
  expect(next.questioned).toEqual(answer.questioned)
})
