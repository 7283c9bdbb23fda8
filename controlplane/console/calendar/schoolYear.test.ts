import { expect, test } from 'vitest'
import { isInYear, isWeekend, marksOf, monthsOf } from './schoolYear.ts'

test('a school year has twelve months from September on, each beginning on its weekday', () => {
  const months = monthsOf(2026)
  expect(months.map(({ first }) => first)).toEqual(
    [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8].map(
      month => `${month > 8 ? 2026 : 2027}-${String(month).padStart(2, '0')}-01`,
    ),
  )
  // The first of September 2026 is a Tuesday; February 2027 has 28 days.
  expect(months[0]!.lead).toBe(1)
  expect(months[5]!.days.at(-1)).toBe('2027-02-28')
  expect(monthsOf(2027)[5]!.days).toHaveLength(29)
})

test('a holiday marks its first and its last day, and a whole day stands before a half one', () => {
  const marks = marksOf({
    holidays: [{ name: 'Herfstvakantie', from: '2026-11-02', until: '2026-11-08' }],
    publicHolidays: [{ day: '2026-11-11', name: 'Wapenstilstand' }],
    closed: [
      { day: '2026-11-10', half: 'afternoon', name: 'Studiedag', location: 'SCH-1' },
      { day: '2026-11-10', half: 'day', name: 'Brug', location: null },
    ],
  })
  expect([...marks.keys()].toSorted()).toEqual([
    ...[2, 3, 4, 5, 6, 7, 8].map(day => `2026-11-0${day}`),
    '2026-11-10',
    '2026-11-11',
  ])
  expect(marks.get('2026-11-10')?.map(({ kind, half }) => [kind, half])).toEqual([
    ['closed', 'day'],
    ['site', 'afternoon'],
  ])
})

test('the last day of August still belongs to the school year', () => {
  expect(isInYear('2027-08-31', 2026)).toBe(true)
  expect(isInYear('2027-09-01', 2026)).toBe(false)
  expect(isWeekend('2026-11-22')).toBe(true)
  expect(isWeekend('2026-11-23')).toBe(false)
})
