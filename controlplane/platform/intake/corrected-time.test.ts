import { expect, test } from 'vitest'
import { correctedTime } from './corrected-time.ts'

const stamp = { at: 5_000_000, up: 70_000, receivedAt: 9_000_000 }

test.each([
  [
    'a running epoch counts from the start of the set',
    { offsetMs: 1, upZeroAt: 8_900_000 },
    2,
    8_970_000,
    false,
  ],
  [
    'an earlier epoch uses the offset measured in it',
    { offsetMs: 3_900_000, upZeroAt: null },
    2,
    8_900_000,
    false,
  ],
  [
    'an epoch without hello uses the present offset and is uncertain',
    { offsetMs: null, upZeroAt: null },
    7,
    5_000_007,
    true,
  ],
  [
    'without any offset the clock of the set is all there is',
    { offsetMs: null, upZeroAt: null },
    null,
    5_000_000,
    true,
  ],
  ['nothing was measured after it came in', { offsetMs: null, upZeroAt: 8_999_999 }, null, 9_000_000, false],
] as const)('%s', (_name, clock, present, measuredAt, uncertain) => {
  expect(correctedTime(stamp, clock, present)).toEqual({ measuredAt, uncertain })
})
