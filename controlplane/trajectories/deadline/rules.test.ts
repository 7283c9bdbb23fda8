import { expect, test } from 'vitest'
import type { Half } from '../../calendar/closed/rules.ts'
import { deadlineDay } from './rules.ts'

const armistice = new Map<string, Half>([
  ['2026-11-11', 'day'],
  ['2026-11-12', 'afternoon'],
])

test.each([
  ['no deadline is no day', null, null],
  ['a day stays that day, in a weekend too', { day: '2026-11-14' }, '2026-11-14'],
  [
    'five working days from Friday on leave out the weekend',
    { from: '2026-11-13', workingDays: 5 },
    '2026-11-20',
  ],
  ['a closed day does not count, a closed half does', { from: '2026-11-10', workingDays: 2 }, '2026-11-13'],
])('%s', (_name, deadline, day) => {
  expect(deadlineDay(deadline, armistice)).toBe(day)
})

test('a day that never comes is none', () => {
  expect(deadlineDay({ from: '2026-11-10', workingDays: 1 }, { get: () => 'day' })).toBeNull()
})
