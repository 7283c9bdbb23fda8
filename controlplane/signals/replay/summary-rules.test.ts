import { expect, test } from 'vitest'
import { awayIn, summaryOf } from './summary-rules.ts'

const hourMs = 3_600_000
/** A Sunday on which the clock goes back, at midnight in Brussels. */
const from = Date.UTC(2026, 9, 24, 22)
const until = from + 49 * hourMs

test('what fired is counted on the day of the wall on which it began', () => {
  const run = (hours: number, priority: 1 | 3 | null) => {
    const at = from + hours * hourMs
    return { subject: 'trajectory:T-1', set: null, from: at, until: null, priority }
  }
  const { fired, called, nobody, days, runs } = summaryOf([run(25, 3), run(24, 1), run(1, null)], {
    from,
    until,
  })
  expect([fired, called, nobody]).toEqual([3, [1, 0, 1, 0], 1])
  expect(days).toEqual([
    { day: '2026-10-25', called: 1, nobody: 1 },
    { day: '2026-10-26', called: 1, nobody: 0 },
    { day: '2026-10-27', called: 0, nobody: 0 },
  ])
  expect(runs.map(({ priority }) => priority)).toEqual([null, 1, 3])
})

test('of times that overlap each minute counts once, and none that lies outside', () => {
  const at = (begin: number, end: number) => ({ from: from + begin * hourMs, until: from + end * hourMs })
  expect(awayIn([at(4, 6), at(-2, 1), at(5, 7), at(48, 60)], { from, until })).toBe(5 * hourMs)
  expect(awayIn([at(-3, -1)], { from, until })).toBe(0)
})
