import { expect, test } from 'vitest'
import type { CallFact } from '../../../protocol/call.ts'
import { type CallInterval, callIntervals, sessionsOf } from './rules.ts'

const windows = [
  { from: 100, until: 200 },
  { from: 300, until: 400 },
]
const told = (measuredAt: number, media: CallFact['media']) => ({
  fact: { app: 'running', media, since: measuredAt } as const,
  measuredAt,
})
const count = (
  calls: ReturnType<typeof told>[],
  presence: Parameters<typeof callIntervals>[1] = [],
  now = 1000,
): CallInterval[] => callIntervals(calls, presence, windows, now)

test.each<[string, ReturnType<typeof told>[], CallInterval[]]>([
  ['until the next fact', [told(110, 'in'), told(150, 'none')], [{ from: 110, until: 150, media: 'in' }]],
  [
    'until its window ends',
    [told(150, 'both')],
    [
      { from: 150, until: 200, media: 'both' },
      { from: 300, until: 400, media: 'both' },
    ],
  ],
  [
    'from where its window begins',
    [told(50, 'out'), told(120, 'none')],
    [{ from: 100, until: 120, media: 'out' }],
  ],
  ['in none, between windows', [told(210, 'both'), told(290, 'none')], []],
  [
    'as one, when it is told twice',
    [told(110, 'both'), told(120, 'both'), told(130, 'unknown')],
    [{ from: 110, until: 130, media: 'both' }],
  ],
  [
    'by another media',
    [told(110, 'both'), told(120, 'out'), told(130, 'none')],
    [
      { from: 110, until: 120, media: 'both' },
      { from: 120, until: 130, media: 'out' },
    ],
  ],
])('a call is counted %s', (_name, calls, intervals) => {
  expect(count(calls)).toEqual(intervals)
  expect(count(calls.toReversed())).toEqual(intervals)
})

test('it is counted until now, and not while the set is gone', () => {
  expect(count([told(110, 'both')], [], 160)).toEqual([{ from: 110, until: 160, media: 'both' }])
  const lost = [
    { at: 120, presence: 'suspect' as const },
    { at: 130, presence: 'lost' as const },
    { at: 150, presence: 'online' as const },
    { at: 160, presence: 'suspect' as const },
    { at: 170, presence: 'online' as const },
    { at: 180, presence: 'off' as const },
  ]
  expect(count([told(110, 'both')], lost)).toEqual([
    { from: 110, until: 120, media: 'both' },
    { from: 150, until: 180, media: 'both' },
  ])
})

test('a session is when something comes in on both sides, whatever goes out and by whichever set', () => {
  const home: CallInterval[] = [
    { from: 100, until: 120, media: 'both' },
    { from: 120, until: 140, media: 'in' },
    { from: 140, until: 160, media: 'out' },
  ]
  const school: CallInterval[] = [
    { from: 90, until: 110, media: 'both' },
    { from: 105, until: 200, media: 'in' },
  ]
  expect(sessionsOf(home, school)).toEqual([{ from: 100, until: 140 }])
})
