import { expect, test } from 'vitest'
import { readDay, readTime, writeDay } from './civilText.ts'

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

test('what is no day of the calendar is no day', () => {
  expect(['31/11', '29/2/2027', '0/3', '12/13', 'm', 'ooit', '3/12/026', ''].map(read)).toEqual(
    Array(8).fill(undefined),
  )
  expect(read('29/2/2028')).toBe('2028-02-29')
})

test('a day is shown as dd/mm/yyyy', () => {
  expect(writeDay('2026-12-03')).toBe('03/12/2026')
})

test('a time is read as people write it', () => {
  const times = [
    ['8', '08:00'],
    ['830', '08:30'],
    ['0830', '08:30'],
    ['8:30', '08:30'],
    ['8.30', '08:30'],
    ['9u45', '09:45'],
    ['8 u 30', '08:30'],
    ['8u', '08:00'],
    ['8 h 30', '08:30'],
    ['8 uur', '08:00'],
    ['8.30 u.', '08:30'],
    ['8 uur 30', '08:30'],
    ['23:59', '23:59'],
  ] as const
  expect(times.map(([text]) => [text, readTime(text)])).toEqual(times)
})

test('what is no time of day is no time', () => {
  expect(['24:00', '25:00', '2545', '8:60', '8:5', 'acht', '', '8:30:00', '12 13'].map(readTime)).toEqual(
    Array(9).fill(undefined),
  )
})
