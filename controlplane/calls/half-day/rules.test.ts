import { expect, test } from 'vitest'
import { defaultUsedMinutes, halfDaysOf } from './rules.ts'

const at = (time: string) =>
  Temporal.PlainDateTime.from(`2026-10-05T${time}`).toZonedDateTime('Europe/Brussels').epochMilliseconds

test('minutes of sessions are counted by half day, and one over half past twelve in both', () => {
  const sessions = [
    { from: at('13:00'), until: at('13:10') },
    { from: at('09:00'), until: at('09:10') },
    { from: at('12:20'), until: at('12:35') },
  ]
  expect(halfDaysOf(sessions)).toEqual([
    { day: '2026-10-05', half: 'morning', minutes: defaultUsedMinutes },
    { day: '2026-10-05', half: 'afternoon', minutes: 15 },
  ])
})
