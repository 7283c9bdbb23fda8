import { expect, test } from 'vitest'
import { brussels } from '../support/clock.ts'
import { lagFor } from './demo-clock.ts'
import { civilMoment } from './fleet-days.ts'

const hourMs = 3_600_000
const minuteAt = (at: number) => civilMoment(at).minute

test('it is day in the demonstration at every hour of a week, and of the nights in which the clock changes', () => {
  for (const start of ['2026-11-23T00:20', '2026-03-28T00:20', '2026-10-24T00:20'].map(brussels))
    for (let hour = 0; hour < 7 * 24; hour++) {
      const now = start + hour * hourMs
      const shown = now - lagFor(now, undefined)
      expect(shown).toBeLessThanOrEqual(now)
      expect(minuteAt(shown)).toBeGreaterThanOrEqual(7 * 60)
      expect(minuteAt(shown)).toBeLessThan(20.5 * 60)
    }
})

test('by day it shows the time that it is', () => {
  expect(lagFor(brussels('2026-11-28T14:00'), undefined)).toBe(0)
})

test('started again and again it never shows what it has shown', () => {
  let seenAt = 0
  for (let hour = 0; hour < 7 * 24; hour += 3) {
    const now = brussels('2026-11-23T00:00') + hour * hourMs
    const lagMs = lagFor(now, { lagMs: 0, seenAt })
    expect(now - lagMs).toBeGreaterThan(seenAt)
    // It runs for an hour each time.
    seenAt = now - lagMs + hourMs
  }
})

test('shown until late in the evening, it shows the night as it is', () => {
  const seenAt = brussels('2026-11-23T21:45')
  expect(lagFor(brussels('2026-11-23T22:30'), { lagMs: 0, seenAt })).toBe(0)
  expect(lagFor(brussels('2026-11-23T22:30'), { lagMs: 0, seenAt: seenAt - 20 * 60_000 })).toBe(64 * 60_000)
})
