import { describe, expect, test } from 'vitest'
import { graceMs, judgeHello, keepsHistory, type Link, nextPresence } from './rules.ts'

const now = 1_800_000_000_000
const lesson = { expected: true, lesson: true, schoolHours: true }
const hours = { expected: true, lesson: false, schoolHours: true }
const night = { expected: false, lesson: false, schoolHours: false }
const link = (over: Partial<Link>): Link => ({
  presence: 'online',
  presenceSince: now - 3_600_000,
  heardAt: now,
  reportIntervalSeconds: 60,
  ...over,
})
const suspectFor = (ms: number) => link({ presence: 'suspect', presenceSince: now - ms, heardAt: now - ms })

describe('how presence moves by time', () => {
  test.each([
    ['a set heard of just now stays online', link({}), lesson, undefined],
    ['two missed reports and 15 s are still patience', link({ heardAt: now - 135_000 }), lesson, undefined],
    [
      'longer silence is suspect',
      link({ heardAt: now - 135_001 }),
      lesson,
      { presence: 'suspect', cause: 'silent' },
    ],
    [
      'a slow rhythm has longer patience',
      link({ heardAt: now - 600_000, reportIntervalSeconds: 300 }),
      lesson,
      undefined,
    ],
    ['in a lesson suspect holds 10 s', suspectFor(9999), lesson, undefined],
    ['then it is lost', suspectFor(10_000), lesson, { presence: 'lost', cause: 'silent' }],
    ['outside a lesson suspect holds 120 s', suspectFor(119_999), hours, undefined],
    ['then it is lost too', suspectFor(120_000), hours, { presence: 'lost', cause: 'silent' }],
    ['nobody expects it: off, never lost', suspectFor(120_000), night, { presence: 'off', cause: 'silent' }],
    ['lost stays lost until it is heard', link({ presence: 'lost', heardAt: 0 }), lesson, undefined],
    [
      'a set that only its beacon gets through has patience for two beacons',
      link({ presence: 'degraded', heardAt: now - 1_815_000 }),
      lesson,
      undefined,
    ],
    [
      'then it is suspect',
      link({ presence: 'degraded', heardAt: now - 1_815_001 }),
      lesson,
      { presence: 'suspect', cause: 'silent' },
    ],
    ['off stays off', link({ presence: 'off', heardAt: 0 }), lesson, undefined],
    ['never heard stays unheard', link({ presence: 'unheard', heardAt: null }), lesson, undefined],
  ] as const)('%s', (_name, state, expectation, move) => {
    expect(nextPresence(state, expectation, now, 0)).toEqual(move)
  })

  test('in the time of grace nothing becomes lost, and off still does', () => {
    expect(nextPresence(suspectFor(500_000), lesson, now, now + 1)).toBeUndefined()
    expect(nextPresence(suspectFor(500_000), night, now, now + 1)).toEqual({
      presence: 'off',
      cause: 'silent',
    })
  })
})

test.each([
  [0, 90_000],
  [10_000, 90_000],
  [200_000, 230_000],
  [3_600_000, 330_000],
])('after %d ms away the sets get %d ms to come back', (away, grace) => {
  expect(graceMs(away)).toBe(grace)
})

describe('what a hello means', () => {
  const known = { connection: 7, epoch: 3, agentStartedAt: 100 }
  test.each([
    ['the next connection of the same run', { ...known, connection: 8 }, 'taken'],
    ['the same hello again', known, 'repeat'],
    ['a new run', { connection: 8, epoch: 4, agentStartedAt: 200 }, 'taken'],
    ['an older connection of the same run', { ...known, connection: 6 }, 'late'],
    ['the same counters from another run: a clone', { ...known, agentStartedAt: 200 }, 'behind'],
    ['a new run with the epoch of the old one', { connection: 8, epoch: 3, agentStartedAt: 200 }, 'behind'],
    ['a new run whose connections started over', { connection: 2, epoch: 4, agentStartedAt: 200 }, 'behind'],
    ['one that lost its counters', { connection: 2.2e11, epoch: 218_000_000, agentStartedAt: 200 }, 'taken'],
    ['the last number there is', { connection: 8, epoch: 2 ** 31 - 1, agentStartedAt: 200 }, 'leap'],
    ['a number near the last', { connection: 8, epoch: 2 ** 31 - 1000, agentStartedAt: 200 }, 'leap'],
    ['the last connection there is', { connection: 2 ** 53 - 1, epoch: 4, agentStartedAt: 200 }, 'leap'],
    ['the last connection of the same run', { ...known, connection: 2 ** 53 - 1 }, 'leap'],
  ] as const)('%s is %s', (_name, hello, meaning) => {
    expect(judgeHello(known, hello)).toBe(meaning)
  })

  test('a set is heard whatever counters a copy of it came with before', () => {
    const own = { connection: 9, epoch: 4, agentStartedAt: 300 }
    for (const epoch of [2 ** 30 + 1, 2 ** 31 - 1]) {
      expect(judgeHello({ connection: 8, epoch, agentStartedAt: 200 }, own)).toBe('taken')
    }
    expect(judgeHello({ connection: 2 ** 53 - 1, epoch: 3, agentStartedAt: 200 }, own)).toBe('taken')
    const highest = { connection: 2 ** 52, epoch: 2 ** 30, agentStartedAt: 200 }
    expect(judgeHello(highest, own)).toBe('behind')
    const above = { connection: 2 ** 52 + 1, epoch: 2 ** 30 + 1, agentStartedAt: 300 }
    expect(judgeHello(highest, above)).toBe('taken')
  })

  test('a connection far behind in the same run is told to number on, for its will would not count', () => {
    expect(judgeHello({ ...known, connection: 500 }, known)).toBe('behind')
  })

  test('the first hello of a device is taken', () => {
    const first = { connection: 1, epoch: 1, agentStartedAt: 5 }
    expect(judgeHello({ connection: 0, epoch: 0, agentStartedAt: null }, first)).toBe('taken')
  })
})

test('only what a set at home does outside school hours is not kept', () => {
  expect(keepsHistory('home', night)).toBe(false)
  expect(keepsHistory('home', hours)).toBe(true)
  expect(keepsHistory('school', night)).toBe(true)
})
