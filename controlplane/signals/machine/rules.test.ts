import { describe, expect, test } from 'vitest'
import { countsSince, dueOf, nextSignal, quiet, type Seen, type Signal } from './rules.ts'

const t0 = 1_800_000_000_000
const holds = { holdMs: 60_000, clearMs: 180_000 }
const bad = (since: number): Seen => ({ holds: true, since: t0 + since * 1000 })
const well = (since: number): Seen => ({ holds: false, since: t0 + since * 1000 })
const dark: Seen = { holds: null, since: t0 }

/** Looks in turn; each says when, and what is seen then. */
function look(looks: readonly (readonly [at: number, seen: Seen])[], from: Signal = quiet) {
  const moves: string[] = []
  let signal = from
  for (const [at, seen] of looks) {
    const next = nextSignal(signal, seen, holds, t0 + at * 1000)
    signal = next.signal
    moves.push(...next.moved.map(({ move, at: when }) => `${move} ${(when - t0) / 1000}`))
  }
  return { signal, moves }
}

describe('how a signal moves', () => {
  test('what is gone before its hold is over is heard by nobody', () => {
    const { signal, moves } = look([
      [0, bad(0)],
      [59, bad(0)],
      [59.5, well(59.2)],
    ])
    expect([signal.state, moves]).toEqual(['quiet', ['held 0', 'healed_in_time 59.2']])
  })

  test('it fires when the hold is over, counted from since when it is so', () => {
    expect(look([[200, bad(0)]]).moves).toEqual(['held 0', 'fired 60'])
    expect(
      look([
        [1, bad(0)],
        [30, bad(0)],
        [60, bad(0)],
      ]).moves,
    ).toEqual(['held 0', 'fired 60'])
  })

  test('it clears when it is gone long enough, and comes back without a new hold', () => {
    const fired = look([[60, bad(0)]]).signal
    expect(
      look(
        [
          [100, well(100)],
          [279, well(100)],
          [280, well(100)],
        ],
        fired,
      ).moves,
    ).toEqual(['clearing 100', 'cleared 280'])
    const again = look(
      [
        [100, well(100)],
        [150, bad(150)],
      ],
      fired,
    )
    expect([again.moves, again.signal.entries.length]).toEqual([['clearing 100', 'again 150'], 2])
  })

  test('what fired or was over between two looks is told as of its time', () => {
    expect(
      look([
        [0, bad(0)],
        [100, well(90)],
      ]).moves,
    ).toEqual(['held 0', 'fired 60', 'clearing 90'])
    const clearing = look([
      [60, bad(0)],
      [90, well(90)],
    ]).signal
    expect(look([[400, bad(300)]], clearing).moves).toEqual(['cleared 270', 'held 300', 'fired 360'])
  })

  test('when nothing is known any more it is unknown, and never quiet', () => {
    const fired = look([[60, bad(0)]]).signal
    const gone = look([[70, dark]], fired)
    expect(gone.signal.state).toBe('unknown')
    expect(look([[90, bad(80)]], gone.signal).moves).toEqual(['again 80'])
    expect(look([[400, well(80)]], gone.signal).moves).toEqual(['clearing 80', 'cleared 260'])
    expect(look([[10, dark]], look([[5, bad(0)]]).signal).signal.state).toBe('quiet')
    expect(look([[10, dark]]).moves).toEqual([])
  })

  test('it makes no difference how often one looks', () => {
    const story = (at: number): Seen =>
      at < 10 ? well(0) : at < 130 ? bad(10) : at < 200 ? well(130) : bad(200)
    const movesBy = (every: number) => {
      const looks = Array.from({ length: Math.floor(600 / every) + 1 }, (_, turn) => turn * every)
      // Each change is seen as it comes, and whenever somebody looks besides.
      const all = [...new Set([...looks, 10, 130, 200])].toSorted((a, b) => a - b)
      return look(all.map(at => [at, story(at)] as const)).moves
    }
    expect(movesBy(1)).toEqual(['held 10', 'fired 70', 'clearing 130', 'again 200'])
    for (const every of [2, 5, 7, 60]) expect(movesBy(every)).toEqual(movesBy(1))
  })
})

test('a fact that comes late counts from when it came', () => {
  expect(countsSince(t0, t0 + 119_999)).toBe(t0)
  expect(countsSince(t0, t0 + 120_000)).toBe(t0 + 120_000)
})

test('what is held or clears says when it is over', () => {
  expect(dueOf(look([[5, bad(0)]]).signal, holds)).toBe(t0 + 60_000)
  expect(
    dueOf(
      look([
        [60, bad(0)],
        [70, well(70)],
      ]).signal,
      holds,
    ),
  ).toBe(t0 + 250_000)
  expect([quiet, look([[60, bad(0)]]).signal].map(signal => dueOf(signal, holds))).toEqual([
    undefined,
    undefined,
  ])
})
