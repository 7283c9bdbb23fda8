import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Sending } from './sending.ts'

const times = { inFlightMax: 32, resendMs: 30_000, resendHelpMs: 3000, resendMaxMs: 300_000 }
const middle = () => 0.5
const message = (seq: number) => ({ epoch: 1, seq, kind: 'report' as const })

describe('sending', () => {
  it('never has more than 32 messages on their way, whatever arrives and is stored', () => {
    const step = fc.record({ ms: fc.nat({ max: 2000 }), stored: fc.nat({ max: 60 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5000 }), (steps, pace) => {
        const sending = new Sending(times, middle, pace, 0)
        let now = 0
        let seq = 0
        for (const { ms, stored } of steps) {
          now += ms
          for (let left = Math.min(sending.room(), sending.allowed(now)); left > 0; left -= 1) {
            seq += 1
            sending.sent(message(seq), now)
          }
          expect(sending.inFlight).toBeLessThanOrEqual(32)
          sending.land([[1, 1, stored]])
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps to the pace: in ten seconds at 40 a second at most 410 leave', () => {
    const sending = new Sending({ ...times, inFlightMax: 100_000 }, middle, 40, 0)
    let sent = 0
    for (let now = 0; now <= 10_000; now += 7) {
      for (let left = sending.allowed(now); left > 0; left -= 1) {
        sent += 1
        sending.sent(message(sent), now)
      }
    }
    expect(sent).toBeGreaterThan(390)
    expect(sent).toBeLessThanOrEqual(410)
  })

  it('sends again after 30 s, then after twice as long, up to five minutes', () => {
    const sending = new Sending(times, middle, 40, 0)
    let now = 0
    sending.sent(message(1), now)
    const waits: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const waitMs = sending.nextMs(now, false) ?? Number.NaN
      expect(sending.due(now + waitMs - 1, 9)).toEqual([])
      now += waitMs
      expect(sending.due(now, 9).map(one => one.seq)).toEqual([1])
      sending.sent(message(1), now)
      waits.push(Math.round(waitMs / 1000))
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300])
  })

  it('spreads what is sent again by a fifth either way', () => {
    const early = new Sending(times, () => 0, 40, 0)
    const late = new Sending(times, () => 0.999, 40, 0)
    early.sent(message(1), 0)
    late.sent(message(1), 0)
    expect(early.nextMs(0, false)).toBe(24_000)
    expect(late.nextMs(0, false)).toBeGreaterThan(35_900)
  })

  it('frees exactly what is named as stored', () => {
    const sending = new Sending(times, middle, 40, 0)
    for (const seq of [1, 2, 3, 4]) sending.sent(message(seq), 0)
    sending.land([
      [1, 2, 3],
      [2, 1, 9],
    ])
    expect([1, 2, 3, 4].filter(seq => sending.isInFlight({ epoch: 1, seq }))).toEqual([1, 4])
  })

  it('goes at a slower pace as soon as it is told to', () => {
    const sending = new Sending(times, middle, 40, 0)
    sending.setPace(0.5, 0)
    sending.sent(message(1), 0)
    expect(sending.allowed(1900)).toBe(0)
    expect(sending.nextMs(0, true)).toBe(2000)
    expect(sending.allowed(2100)).toBe(1)
  })
})
