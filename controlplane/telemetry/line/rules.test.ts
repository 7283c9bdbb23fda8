import { expect, test } from 'vitest'
import { isLossOurs, judgeHearing, withoutOurLoss } from './rules.ts'

const noon = Date.parse('2026-10-05T12:00:00Z')
const outage = { from: noon, until: noon + 20_000 }

test.each([
  ['ended before our silence', 0, 60, false],
  ['reached into our silence', 5000, 60, true],
  ['was whole within our silence', 15_000, 10, true],
  ['began before our silence ended', 60_000, 50, true],
  ['began when we answered again', 80_000, 60, false],
])('loss of a report that %s is ours: %s', (_what, after, seconds, ours) => {
  expect(isLossOurs({ measuredAt: noon + after, seconds }, [outage])).toBe(ours)
})

test('a report of a time in which we did not answer keeps its delay, and its loss is unknown', () => {
  const report = { measuredAt: noon + 30_000, seconds: 60, rtt_p50_ms: 21 }
  const told = { ...report, loss_mean_percent: 30, loss_max_percent: 75 }
  expect(withoutOurLoss(told, [outage])).toEqual({
    ...report,
    loss_mean_percent: null,
    loss_max_percent: null,
  })
  expect(withoutOurLoss(told, [])).toEqual(told)
})

test.each([
  ['two sets and none of them hears us', { sets: 2, since: noon, isHeard: false }, true],
  ['one of many hears us', { sets: 40, since: noon, isHeard: true }, false],
  ['one set alone hears nothing: its way may be closed', { sets: 1, since: noon, isHeard: false }, false],
  ['nobody asked', { sets: 0, since: null, isHeard: false }, false],
])('%s: our fault is %#', (_what, hearing, ours) => {
  expect(judgeHearing(hearing, noon + 60_000)).toEqual(
    ours ? { from: noon, until: noon + 60_000 } : undefined,
  )
})

test('sets that say they measured for years make an hour ours at most', () => {
  const hearing = { sets: 2, since: noon - 1e12, isHeard: false }
  expect(judgeHearing(hearing, noon)).toEqual({ from: noon - 3_600_000, until: noon })
})
