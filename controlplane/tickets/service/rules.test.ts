import { expect, test } from 'vitest'
import { closesAt, firstActionDue, servedStretches, silentMinutes } from './rules.ts'

const at = (time: string) =>
  Temporal.PlainDateTime.from(time).toZonedDateTime('Europe/Brussels').epochMilliseconds
const minuteMs = 60_000
const open = new Map<string, 'day' | 'morning' | 'afternoon'>()
/** Lessons run on without end. */
const clock = { afterMinutes: (since: number, minutes: number) => since + minutes * minuteMs, closed: open }

// 2026-11-23 is a Monday.
test.each<[1 | 2 | 3 | 4, string, string]>([
  [1, '2026-11-23T09:00', '2026-11-23T09:03'],
  [2, '2026-11-23T09:00', '2026-11-23T09:15'],
  [3, '2026-11-23T09:00', '2026-11-23T17:00'],
  [3, '2026-11-23T14:00', '2026-11-24T12:30'],
  [3, '2026-11-25T09:00', '2026-11-26T12:30'],
  [3, '2026-11-27T14:00', '2026-11-30T12:30'],
  [4, '2026-11-23T09:00', '2026-11-25T17:00'],
  [4, '2026-11-27T09:00', '2026-12-01T17:00'],
])('P%s of %s is acted on by %s', (priority, opened, due) => {
  expect(firstActionDue(priority, at(opened), clock)).toBe(at(due))
})

test('a closed day is no half day and no working day', () => {
  const closed = new Map([
    ['2026-11-24', 'day'],
    ['2026-11-25', 'morning'],
  ] as const)
  expect(firstActionDue(3, at('2026-11-23T14:00'), { ...clock, closed })).toBe(at('2026-11-26T12:30'))
  expect(firstActionDue(4, at('2026-11-23T14:00'), { ...clock, closed })).toBe(at('2026-11-26T17:00'))
})

test('only what is urgent goes back to everybody', () => {
  expect(([1, 2, 3, 4] as const).map(silentMinutes)).toEqual([3, 15, undefined, undefined])
})

test('its time runs while it is somebody’s turn at the helpdesk, and not while it waits', () => {
  const moves = [
    { at: 0, state: 'new' },
    { at: 5, state: 'open' },
    { at: 8, state: 'waiting_user' },
    { at: 20, state: 'open' },
    { at: 21, state: 'resolved' },
  ] as const
  expect(servedStretches(moves, 100)).toEqual([
    { from: 0, until: 5 },
    { from: 5, until: 8 },
    { from: 20, until: 21 },
  ])
  expect(servedStretches(moves.slice(0, 2), 9)).toEqual([
    { from: 0, until: 5 },
    { from: 5, until: 9 },
  ])
})

test('what is solved is closed after two days with lessons, or two working days where there are none', () => {
  const solved = at('2026-11-23T10:00')
  const lessonsOn = (days: string[]) => (noon: number) => {
    const day = Temporal.Instant.fromEpochMilliseconds(noon)
      .toZonedDateTimeISO('Europe/Brussels')
      .toPlainDate()
    return days.includes(day.toString()) ? noon + 60 * minuteMs : null
  }
  const days = ['2026-11-23', '2026-11-26', '2026-11-30']
  expect(closesAt(solved, lessonsOn(days), open)).toBe(at('2026-11-30T13:00'))
  expect(closesAt(solved, lessonsOn([]), open)).toBe(at('2026-11-25T17:00'))
  expect(closesAt(solved, null, open)).toBe(at('2026-11-25T17:00'))
})
