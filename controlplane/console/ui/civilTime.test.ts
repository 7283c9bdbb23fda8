import { expect, test } from 'vitest'
import { readTime } from './civilTime.ts'

const asRead = (times: readonly (readonly [string, string])[], speech: 'nl' | 'en' = 'nl') =>
  expect(times.map(([text]) => [text, readTime(text, speech)])).toEqual(times)

test('a time is read as people write it', () => {
  asRead([
    ['8', '08:00'],
    ['830', '08:30'],
    ['0830', '08:30'],
    ['8:30', '08:30'],
    ['8.30', '08:30'],
    ['8,30', '08:30'],
    ['8 30', '08:30'],
    ['9 15', '09:15'],
    ['9u45', '09:45'],
    ['8 u 30', '08:30'],
    ['8u', '08:00'],
    ['8 h 30', '08:30'],
    ['8 uur', '08:00'],
    ['8.30 u.', '08:30'],
    ['9 u. 45', '09:45'],
    ['8 uur 30', '08:30'],
    ['9 uur 5', '09:05'],
    ['8:30 pm', '20:30'],
    ['12 am', '00:00'],
    ['23:59', '23:59'],
    ['８：３０', '08:30'],
    ['8\u00a0u\u200930', '08:30'],
    ['\u200b8:30', '08:30'],
  ])
})

test('a time is read as people say it, in the hours that a school has', () => {
  asRead([
    ['half 9', '08:30'],
    ['Half negen', '08:30'],
    ['kwart na 8', '08:15'],
    ['kwart over acht', '08:15'],
    ['kwart voor 9', '08:45'],
    ['vijf voor half 9', '08:25'],
    ['10 over half tien', '09:40'],
    ['half één', '12:30'],
    ['half 3', '14:30'],
    ['kwart voor 4 uur', '15:45'],
  ])
  asRead(
    [
      ['half past 8', '08:30'],
      ['a quarter to nine', '08:45'],
      ['ten past 8', '08:10'],
    ],
    'en',
  )
})

test('what may be another hour is no time', () => {
  const unsure = ['half 7', 'half 8', 'kwart na 7', 'half 13', '12 13', '8:5', '8.5', '9u5', 'acht', 'half']
  expect(unsure.map(text => readTime(text))).toEqual(unsure.map(() => undefined))
  expect(readTime('half 9', 'en')).toBeUndefined()
})

test('what is no time of day is no time', () => {
  const none = [
    '24:00',
    '25:00',
    '2545',
    '8:60',
    '12.5',
    '',
    '8:30:00',
    '13 pm',
    '8:30-9:20',
    '-8',
    'kwart 8',
  ]
  expect(none.map(text => readTime(text))).toEqual(none.map(() => undefined))
})
