import { describe, expect, it } from 'vitest'
import { type Charge, lasts, withCharge } from './battery-judging.ts'

const minuteMs = 60_000
/** How full it is, by the minute at which it was looked at. */
const chargesOf = (looks: readonly (readonly [number, number])[]) =>
  looks.reduce<Charge[]>(
    (all, [minute, percent]) => withCharge(all, { percent, atMs: minute * minuteMs }),
    [],
  )

/** Whether it lasts for so many more minutes, at the last of these looks. */
function lastsFor(
  minutes: number | undefined,
  looks: readonly (readonly [number, number])[],
  onCharge = false,
) {
  const [minute, percent] = looks.at(-1) ?? [0, 0]
  const now = { percent, atMs: minute * minuteMs }
  const forMs = minutes === undefined ? undefined : minutes * minuteMs
  return lasts({ charges: chargesOf(looks), now, onCharge, forMs }, null)
}

describe('the battery', () => {
  it.each([
    [
      'lasts when it loses a tenth in an hour and has half',
      60,
      [
        [0, 60],
        [60, 50],
      ],
      true,
    ],
    [
      'does not last when half an hour takes more than it has',
      30,
      [
        [0, 60],
        [10, 40],
      ],
      false,
    ],
    [
      'lasts when a little is left at the end',
      60,
      [
        [0, 28],
        [60, 18],
      ],
      true,
    ],
    [
      'does not when what is left then is what no battery gives',
      60,
      [
        [0, 26],
        [60, 16],
      ],
      false,
    ],
    [
      'it is said in time',
      60,
      [
        [0, 25],
        [30, 16],
      ],
      false,
    ],
    [
      'is not known before it was watched for five minutes',
      60,
      [
        [0, 60],
        [4, 52],
      ],
      null,
    ],
    [
      'is not known while it lost but one part',
      60,
      [
        [0, 60],
        [10, 59],
      ],
      null,
    ],
    [
      'that keeps its charge for twenty minutes loses little',
      60,
      [
        [0, 60],
        [20, 60],
      ],
      true,
    ],
    ['that is almost empty lasts for nothing, however it goes', 5, [[0, 7]], false],
    [
      'is judged from the charger on that was pulled out in between',
      60,
      [
        [0, 20],
        [10, 80],
        [16, 60],
      ],
      false,
    ],
    [
      'of which no lesson is near is not asked',
      undefined,
      [
        [0, 60],
        [10, 40],
      ],
      null,
    ],
  ] as const)('%s', (_case, minutes, looks, expected) => {
    expect(lastsFor(minutes, looks)).toBe(expected)
  })

  it('lasts on a charger, however empty', () => {
    expect(lastsFor(60, [[0, 3]], true)).toBe(true)
  })

  it('is not known without a word of the charger, or of the charge', () => {
    const charge = { percent: 50, atMs: 0 }
    expect(lasts({ charges: [charge], now: charge, onCharge: null, forMs: minuteMs }, null)).toBeNull()
    expect(lasts({ charges: [], now: undefined, onCharge: false, forMs: minuteMs }, null)).toBeNull()
  })

  it('that was told not to last does so only with a little more: nobody is called back and forth', () => {
    const now = { percent: 18, atMs: 60 * minuteMs }
    const charges = [{ percent: 28, atMs: 0 }]
    const before = [null, true, false]
    const asked = (minutes: number) => ({ charges, now, onCharge: false, forMs: minutes * minuteMs })
    expect(before.map(one => lasts(asked(60), one))).toEqual([true, true, false])
    expect(before.map(one => lasts(asked(47), one))).toEqual([true, true, true])
  })

  it('is watched in a handful of numbers, however often it is looked at', () => {
    let charges: Charge[] = []
    for (let second = 0; second < 4 * 3600; second += 5)
      charges = withCharge(charges, { percent: 90 - Math.floor(second / 600), atMs: second * 1000 })
    expect(charges.length).toBeLessThan(10)
  })
})
