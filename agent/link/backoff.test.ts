import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptsAfter, backoffTimes, nextWaitMs, refusedWaitMs } from './backoff.ts'

const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

describe('waiting to connect again', () => {
  it('lies between half a second and one second doubled per failure, never above twenty seconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), chance, (attempts, random) => {
        const waitMs = nextWaitMs(attempts, backoffTimes, () => random)
        expect(waitMs).toBeGreaterThanOrEqual(500)
        expect(waitMs).toBeLessThanOrEqual(Math.min(20_000, 1000 * 2 ** attempts))
      }),
      { numRuns: 10_000 },
    )
  })

  it('uses the whole span, so that a fleet does not come back in one wave', () => {
    expect(nextWaitMs(5, backoffTimes, () => 0)).toBe(500)
    expect(nextWaitMs(5, backoffTimes, () => 0.999)).toBeGreaterThan(19_000)
  })

  it('is five to fifteen minutes after refused credentials', () => {
    expect(refusedWaitMs(backoffTimes, () => 0)).toBe(300_000)
    expect(refusedWaitMs(backoffTimes, () => 0.9999)).toBeLessThan(900_000)
  })

  it('starts anew only after a minute of a stable connection', () => {
    expect(attemptsAfter(7, 0, backoffTimes)).toBe(8)
    expect(attemptsAfter(7, 59_999, backoffTimes)).toBeGreaterThan(0)
    expect(attemptsAfter(7, 60_000, backoffTimes)).toBe(0)
  })

  it('is short again after a welcome, so that a control plane that restarts often is found within seconds', () => {
    expect(attemptsAfter(7, 1, backoffTimes)).toBe(2)
    expect(attemptsAfter(0, 1, backoffTimes)).toBe(1)
  })
})
