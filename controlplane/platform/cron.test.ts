import { expect, test } from 'vitest'
import { nextTime } from './cron.ts'

const next = (line: string, after: string) => new Date(nextTime(line, Date.parse(after))).toISOString()

test.each([
  ['*/5 * * * * *', '2026-11-23T09:00:00.000Z', '2026-11-23T09:00:05.000Z'],
  ['*/5 * * * * *', '2026-11-23T09:00:04.999Z', '2026-11-23T09:00:05.000Z'],
  ['*/5 * * * * *', '2026-12-31T23:59:55.000Z', '2027-01-01T00:00:00.000Z'],
  ['30 */10 * * * *', '2026-11-23T09:50:30.000Z', '2026-11-23T10:00:30.000Z'],
  ['0 7 * * * *', '2026-11-23T09:06:59.000Z', '2026-11-23T09:07:00.000Z'],
  ['0 20 2 * * *', '2026-11-23T02:20:00.000Z', '2026-11-24T02:20:00.000Z'],
  ['0 0 6 * * 1', '2026-11-23T06:00:00.000Z', '2026-11-30T06:00:00.000Z'],
  ['0 0 0 29 2 *', '2026-11-23T06:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ['0 30 2 * * *', '2026-03-29T00:00:00.000Z', '2026-03-29T02:30:00.000Z'],
])('after %s at %s comes %s, in UTC and whatever summer time does', (line, after, expected) => {
  expect(next(line, after)).toBe(expected)
})

test('a line that cannot be read or names no day is refused', () => {
  expect(() => nextTime('0 0 0 31 2 *', 0)).toThrow()
  expect(() => nextTime('every day', 0)).toThrow()
})
