import { expect, test } from 'vitest'
import { seeHousekeeping } from './rules.ts'

const now = 1_800_000_000_000
const seen = (troubles: string[], held: string[] = [], isOn = true) =>
  seeHousekeeping(troubles, held, isOn, now).map(({ key, seen: { holds } }) => [key, holds])

test('what fails is seen, and what failed before is seen to work again', () => {
  expect(seen(['job:purge presence', 'mail'])).toEqual([
    ['platform/job:purge-presence', true],
    ['platform/mail', true],
  ])
  expect(seen(['mail'], ['platform/mail', 'platform/webhook'])).toEqual([
    ['platform/mail', true],
    ['platform/webhook', false],
  ])
  expect(seen(['mail'], ['platform/mail'], false)).toEqual([['platform/mail', false]])
})
