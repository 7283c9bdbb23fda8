import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Half } from '../closed/rules.ts'
import { addWorkingDays, workingDays } from './rules.ts'

const zone = 'Europe/Brussels'
const firstDay = Temporal.PlainDate.from('2024-09-01')
const scene = fc.integer({ min: 0, max: 5 * 365 }).chain(ahead => {
  const from = firstDay.add({ days: ahead })
  const near = fc.integer({ min: -2, max: 60 }).map(days => from.add({ days }).toString())
  return fc.record({
    from: fc.constant(from),
    count: fc.integer({ min: 1, max: 25 }),
    closed: fc
      .array(fc.tuple(near, fc.constantFrom<Half>('day', 'day', 'morning', 'afternoon')), { maxLength: 30 })
      .map(all => new Map(all)),
  })
})
const at = (day: Temporal.PlainDate, time: string) =>
  day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds

test('so many working days on are so many days that one crosses off, right across both changes of the clock', () => {
  fc.assert(
    fc.property(scene, ({ from, count, closed }) => {
      let day = from
      for (let left = count; left > 0; ) {
        day = day.add({ days: 1 })
        if (day.dayOfWeek <= 5 && closed.get(day.toString()) !== 'day') left -= 1
      }
      expect(addWorkingDays(closed, from.toString(), count)).toBe(day.toString())
      expect(workingDays(closed, at(from, '23:59'), at(day, '00:00'))).toBe(count)
      expect(workingDays(closed, at(from, '00:00'), at(day.subtract({ days: 1 }), '23:59'))).toBe(count - 1)
    }),
    { numRuns: 1000 },
  )
})

test('days that never come are not looked for beyond a year', () => {
  const closed = { get: () => 'day' as const }
  expect(addWorkingDays(closed, '2026-11-23', 1)).toBeUndefined()
})
