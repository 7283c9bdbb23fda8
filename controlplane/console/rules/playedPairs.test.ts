import { expect, test } from 'vitest'
import { playedPairs } from './playedPairs.ts'

const run = (subject: string, from: number) => ({ subject, set: null, from, until: null, priority: null })
const played = (...runs: ReturnType<typeof run>[]) => ({
  ...{ fired: runs.length, called: [0, 0, 0, 0], nobody: runs.length, days: [] },
  runs,
})

test('each pair once, where the numbers make a difference first', () => {
  const today = played(run('trajectory:T-1', 5), run('trajectory:T-1', 9), run('trajectory:T-2', 3))
  const edited = played(run('trajectory:T-1', 9), run('trajectory:T-1', 12), run('set:KS-3', 4))
  expect(playedPairs({ today, edited })).toEqual([
    { subject: 'trajectory:T-2', kind: 'trajectories', code: 'T-2', today: 1, edited: 0, first: 3 },
    { subject: 'set:KS-3', kind: 'sets', code: 'KS-3', today: 0, edited: 1, first: 4 },
    { subject: 'trajectory:T-1', kind: 'trajectories', code: 'T-1', today: 2, edited: 2, first: 5 },
  ])
})
