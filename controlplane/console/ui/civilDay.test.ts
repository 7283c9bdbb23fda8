import { expect, test } from 'vitest'
import { readDay, writeDay } from './civilDay.ts'

/** A Saturday. */
const today = '2026-11-28'
const read = (text: string) => readDay(text, { today })

test('a day is read as people write it', () => {
  const days = [
    ['03/12/2026', '2026-12-03'],
    ['3/12', '2026-12-03'],
    ['3-12-26', '2026-12-03'],
    ['3.12', '2026-12-03'],
    [' 3 12 ', '2026-12-03'],
    ['2026-12-03', '2026-12-03'],
    ['vandaag', today],
    ['Morgen', '2026-11-29'],
    ['overmorgen', '2026-11-30'],
    ['gisteren', '2026-11-27'],
    ['ma', '2026-11-30'],
    ['vr.', '2026-12-04'],
    ['woensdag', '2026-12-02'],
    ['tomorrow', '2026-11-29'],
    ['3 dec', '2026-12-03'],
    ['3 december 2026', '2026-12-03'],
    ['3dec.', '2026-12-03'],
    ['3 dec. 2026', '2026-12-03'],
    ['1 mrt 27', '2027-03-01'],
    ['1 sept. 2026', '2026-09-01'],
    ['Dec 3, 2026', '2026-12-03'],
    ['ma 30/11', '2026-11-30'],
    ['do. 3 dec 2026', '2026-12-03'],
    ['03122026', '2026-12-03'],
    ['2026/12/03', '2026-12-03'],
    ['３/１２', '2026-12-03'],
    ['3\u00a0dec', '2026-12-03'],
    ['3–12', '2026-12-03'],
  ] as const
  expect(days.map(([text]) => [text, read(text)])).toEqual(days)
})

test('a day without its year is the nearest one', () => {
  expect([read('15/1'), read('1/9')]).toEqual(['2027-01-15', '2026-09-01'])
})

test('what can be two days is the one that is allowed', () => {
  expect(readDay('ma', { today, max: today })).toBe('2026-11-23')
  expect(readDay('27/11', { today, min: today })).toBe('2027-11-27')
  expect(readDay('27/11/2026', { today, min: today })).toBeUndefined()
})

test('what may be another day is no day', () => {
  const unsure = [
    'volgende ma',
    'di 30/11',
    'ma 1/12',
    '3',
    '0312',
    '3/12/1926',
    '3/12/0026',
    '3/12/2206',
    '3 d',
  ]
  expect(unsure.map(read)).toEqual(unsure.map(() => undefined))
})

test('what is no day of the calendar is no day', () => {
  expect(['31/11', '29/2/2027', '0/3', '12/13', 'm', 'ooit', '3/12/026', ''].map(read)).toEqual(
    Array(8).fill(undefined),
  )
  expect(read('29/2/2028')).toBe('2028-02-29')
})

test('a day is shown as dd/mm/yyyy', () => {
  expect(writeDay('2026-12-03')).toBe('03/12/2026')
})
