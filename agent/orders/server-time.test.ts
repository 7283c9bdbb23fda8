import { beforeEach, describe, expect, it } from 'vitest'
import { ServerTime } from './server-time.ts'

const noon = Date.UTC(2026, 10, 30, 12)
const minute = 60_000
const day = 24 * 60 * minute

let up = 0
let own = noon
let time: ServerTime
const begin = () =>
  new ServerTime(
    () => up,
    () => own,
  )
beforeEach(() => {
  up = 1000
  own = noon
  time = begin()
})

describe('the time by the control plane', () => {
  it('is not known until it speaks, and goes on by itself', () => {
    time.signed(noon)
    expect(time.now()).toBeUndefined()
    time.heard(noon + minute)
    up += 10 * minute
    expect(time.now()).toBe(noon + 11 * minute)
  })

  it('follows its clock forwards, and back by a minute or so', () => {
    time.heard(noon)
    expect([time.heard(noon + 3 * day), time.now()]).toEqual([true, noon + 3 * day])
    time = begin()
    time.heard(noon)
    expect([time.heard(noon - 2 * minute), time.now()]).toEqual([true, noon - 2 * minute])
  })

  it('never runs back further than minutes, however often and in whatever steps somebody says so', () => {
    time.heard(noon)
    expect(time.heard(noon - 60 * minute)).toBe(false)
    for (let step = 1; step <= 100; step += 1) time.heard(noon - step * 3 * minute)
    expect(time.now()).toBe(noon - 5 * minute)
    up += 20 * minute
    expect(time.now()).toBe(noon + 15 * minute)
  })

  it('never runs back behind what was signed, also in an earlier run', () => {
    time.signed(noon)
    expect([time.heard(noon - 30 * day), time.now()]).toEqual([false, noon - 5 * minute])
  })

  it.each([3650 * day, day, 20 * minute])('is right again after a word that was %i ms ahead', ahead => {
    time.heard(noon)
    expect([time.heard(noon + ahead), time.now()]).toEqual([true, noon + ahead])
    expect([time.heard(noon), time.now()]).toEqual([true, noon])
  })

  it('is right again also when that was the first word of a run', () => {
    time.signed(noon - 30 * day)
    expect([time.heard(noon + 3650 * day), time.now()]).toEqual([true, noon + 3650 * day])
    expect([time.heard(noon), time.now()]).toEqual([true, noon])
  })

  it.each([0, noon - 365 * day, noon + 365 * day])(
    'is what it says, whatever the set takes for the time: %i',
    wrong => {
      own = wrong
      time.heard(noon)
      expect([time.heard(noon - day), time.now()]).toEqual([false, noon - 5 * minute])
      expect([time.heard(noon), time.now()]).toEqual([true, noon])
    },
  )
})
