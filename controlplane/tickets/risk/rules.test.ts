import { expect, test } from 'vitest'
import type { Priority, Symptom } from '../symptom/rules.ts'
import { byUrgency, lostSince, minutesAtRisk } from './rules.ts'

const now =
  Temporal.PlainDateTime.from('2026-11-25T09:30').toZonedDateTime('Europe/Brussels').epochMilliseconds
const minuteMs = 60_000

test.each<[Symptom, Priority, number | null, number, number]>([
  ['child_waits', 1, 24, 0, 24],
  ['child_waits_class_gone', 1, 90, 0, 60],
  ['camera', 1, 24, 0, 12],
  ['not_ready', 2, 100, 0, 30],
  ['weak_wifi', 3, 24, 0, 0],
  ['child_waits', 1, null, 0, 0],
  ['child_waits', 1, -3, 0, 0],
  ['weak_wifi', 4, null, 35, 3.5],
  ['child_waits', 1, 24, 40, 28],
])('%s of priority %s with %s minutes left and %s lost', (symptom, priority, left, lostLately, expected) => {
  const lessonUntil = left === null ? null : now + left * minuteMs
  expect(minutesAtRisk({ symptom, priority, lessonUntil, lostLately }, now)).toBeCloseTo(expected)
})

test('what may cost most comes first, then what is urgent, then what is old', () => {
  const one = (no: number, risk: number, priority: Priority, openedAt: number) => ({
    no,
    minutesAtRisk: risk,
    priority,
    openedAt,
  })
  const queue = [one(5, 0, 3, 1), one(4, 0, 2, 9), one(3, 0, 2, 8), one(2, 0.5, 4, 9), one(1, 20, 2, 9)]
  expect(queue.toSorted(byUrgency).map(({ no }) => no)).toEqual([1, 2, 3, 4, 5])
})

test('five days of school back, closed days left out', () => {
  const since = (closed: string[]) =>
    Temporal.Instant.fromEpochMilliseconds(lostSince(new Map(closed.map(day => [day, 'day'])), now))
      .toZonedDateTimeISO('Europe/Brussels')
      .toPlainDateTime()
      .toString()
  expect(since([])).toBe('2026-11-18T00:00:00')
  expect(since(['2026-11-23', '2026-11-18'])).toBe('2026-11-16T00:00:00')
})
