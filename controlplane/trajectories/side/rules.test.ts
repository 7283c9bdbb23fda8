import { expect, test } from 'vitest'
import { whyNotServe } from './rules.ts'

test.each([
  ['a free set serves the side it is made for', 'home', null, 'home', 'T-2026-0001', undefined],
  ['a set without a pair serves a new trajectory', 'school', null, 'school', null, undefined],
  ['a set may stay where it is', 'home', 'T-2026-0001', 'home', 'T-2026-0001', undefined],
  ['a set for school does not serve at home', 'school', null, 'home', 'T-2026-0001', 'wrong_kind'],
  ['a set of another pair is not taken away', 'home', 'T-2026-0002', 'home', 'T-2026-0001', 'set_in_pair'],
  ['nor for a new trajectory', 'home', 'T-2026-0002', 'home', null, 'set_in_pair'],
  ['not even for the other side', 'home', 'T-2026-0001', 'school', 'T-2026-0001', 'wrong_kind'],
] as const)('%s', (_name, kind, pairOf, side, trajectory, refusal) => {
  expect(whyNotServe({ kind, pairOf }, side, trajectory)).toBe(refusal)
})
