import { expect, test } from 'vitest'
import type { PresenceState } from '../../devices/rules.ts'
import type { BoardPair } from '../../overview/board/api.ts'
import { isOpen } from './address.ts'
import { arrange, boardGroups, changesBetween, matches, withNewlyAsking, wrongSince } from './arrangement.ts'
import { endedBy, firstEnd, patched } from './board.ts'
import { countsOf } from './counts.ts'

function side(set: string, presence: PresenceState, since = 0) {
  return {
    set,
    presence,
    presenceSince: since,
    heardAt: since,
    camera: 'ok',
    sound: 'ok',
    simulated: false,
  } as const
}

const noon = 1_000_000_000
const lesson = { status: 'lesson', ground: 'timetable', until: noon + 600_000 } as const

function pair(code: string, home: PresenceState, school: PresenceState, since = 0): BoardPair {
  return {
    trajectory: code,
    place: { code: 'S1', name: 'De Wegwijzer', municipality: 'Leuven' },
    lesson: null,
    verdict: null,
    home: side(`H-${code}`, home, since),
    school: side(`K-${code}`, school, since),
  }
}

test('what is wrong stands open before what is not, and what lasts longest comes first', () => {
  const { soon, unknown, off, connected } = arrange(
    [
      pair('A', 'online', 'lost', 200),
      pair('B', 'online', 'lost', 100),
      pair('C', 'online', 'online'),
      pair('D', 'online', 'unheard'),
      { ...pair('E', 'online', 'online'), home: null },
      pair('F', 'off', 'online'),
      { ...pair('G', 'off', 'off'), school: { ...side('K-G', 'online'), camera: 'absent', partsSince: 150 } },
      pair('H', 'off', 'degraded', 300),
    ],
    noon,
  )
  expect(soon).toEqual(['B', 'A', 'G', 'H'])
  expect(unknown).toEqual(['D', 'E'])
  expect(off).toEqual(['F'])
  expect(connected).toEqual(['C'])
})

test('who asks for a person in a lesson stands before everybody: the class that is missed, then what does not work', () => {
  const soon = { ...lesson, status: 'run_up' } as const
  const blind = { ...side('K-M', 'online'), camera: 'failed', partsSince: 50 } as const
  const {
    asks,
    soon: later,
    off,
    connected,
  } = arrange(
    [
      pair('A', 'lost', 'online', 100),
      { ...pair('B', 'online', 'lost', 300), lesson },
      { ...pair('C', 'online', 'suspect', 200), lesson },
      { ...pair('D', 'online', 'lost', 100), lesson: soon },
      pair('E', 'online', 'online'),
      { ...pair('F', 'online', 'online'), lesson: soon },
      { ...pair('G', 'online', 'online'), lesson },
      { ...pair('H', 'lost', 'online', 50), lesson: { ...lesson, status: 'absent' } },
      { ...pair('I', 'off', 'online', 10), lesson },
      { ...pair('J', 'online', 'unheard', 400), lesson },
      { ...pair('K', 'off', 'online'), lesson: soon },
      { ...pair('M', 'online', 'online'), school: blind, lesson },
      { ...pair('N', 'online', 'off', 900), lesson, isHere: true },
    ],
    noon,
  )
  expect(asks).toEqual(['N', 'C', 'B', 'J', 'M', 'I', 'D'])
  expect(later).toEqual(['H', 'A'])
  expect(off).toEqual(['K'])
  expect(connected).toEqual(['G', 'F', 'E'])
})

test('a link that breaks often stays where it is, whatever it is at this moment', () => {
  const at = (presence: PresenceState, since: number) =>
    arrange(
      [{ ...pair('A', 'online', 'online'), lesson, school: { ...side('K', presence, since), breaks: 21 } }],
      noon,
    )
  for (const state of [at('online', noon - 5000), at('suspect', noon - 9000), at('lost', noon - 60_000)])
    expect(state.asks).toEqual(['A'])
})

test('a link that breaks often is as old as the first of its breaks', () => {
  const breaksSince = noon - 240_000
  const flapping = {
    ...pair('A', 'online', 'online'),
    school: { ...side('K', 'online'), breaks: 5, breaksSince },
  }
  expect(wrongSince(flapping, noon)).toBe(breaksSince)
})

test('what was mended is named for three minutes, and what is wrong again is not', () => {
  const back = {
    ...pair('A', 'online', 'online'),
    school: { ...side('K', 'online'), mendedAt: noon - 179_000 },
  }
  expect(arrange([back], noon).back).toEqual(['A'])
  expect(arrange([back], noon + 1000).connected).toEqual(['A'])
  expect(arrange([{ ...back, home: side('H', 'lost') }], noon).soon).toEqual(['A'])
})

test('a group that holds what asks for somebody cannot be closed', () => {
  const closed = { closed: boardGroups.join(',') }
  const open = boardGroups.filter(group => isOpen(group, closed))
  expect(open).toEqual(['asks', 'soon'])
})

test('under a hand the order stays, but for who asks for a person since then', () => {
  const shown = arrange(
    [
      { ...pair('A', 'online', 'lost'), lesson },
      { ...pair('B', 'online', 'online'), lesson },
      pair('C', 'online', 'online'),
    ],
    noon,
  )
  const later = arrange(
    [
      { ...pair('A', 'online', 'online'), lesson },
      { ...pair('B', 'online', 'lost'), lesson },
      pair('C', 'lost', 'online'),
    ],
    noon,
  )
  const held = withNewlyAsking(shown, later)
  expect(held).toEqual({ ...shown, asks: ['B', 'A'], connected: ['C'] })
  expect(withNewlyAsking(held, later)).toBe(held)
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

test('the sentence counts the lessons, the pairs by the groups below it, and names the next lesson', () => {
  const counts = countsOf({
    at: noon,
    storms: [],
    questioned: [],
    pairs: [
      { ...pair('A', 'online', 'online'), lesson },
      { ...pair('B', 'lost', 'suspect'), lesson },
      { ...pair('C', 'lost', 'lost'), lesson: { ...lesson, status: 'outside' } },
      { ...pair('D', 'online', 'online'), lesson: { ...lesson, status: 'run_up', until: noon + 700_000 } },
      { ...pair('E', 'online', 'online'), lesson, home: { ...side('H', 'online'), sound: 'absent' } },
      { ...pair('F', 'off', 'online'), lesson },
    ],
  })
  expect(counts).toMatchObject({
    asks: 3,
    soon: 1,
    connected: 2,
    total: 6,
    lessons: 4,
    next: noon + 700_000,
  })
})

test('who asks for help is counted apart, and so is who is being helped', () => {
  const board = { at: noon, storms: [], questioned: [], pairs: [pair('A', 'online', 'online')] }
  expect(countsOf(board, [{ takenAt: null }, { takenAt: noon }, { takenAt: null }])).toMatchObject({
    help: 2,
    helped: 1,
    asks: 0,
  })
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
    storms: [],
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
    storms: [],
    questioned: [],
  }
  const answer = {
    at: 2,
    storms: [],
    pairs: [pair('A', 'lost', 'online'), pair('C', 'off', 'off')],
    questioned: [{ set: 'K-B', cause: 'floors' as const, since: 2 }],
  }
  const next = patched(board, answer, new Set(['H-A', 'K-B', 'H-C']))
  expect(next.pairs.map(({ trajectory }) => trajectory)).toEqual(['A', 'C'])
  expect(next.pairs[0]?.home?.presence).toBe('lost')
  expect(next.at).toBe(2)
  expect(next.questioned).toEqual(answer.questioned)
})
