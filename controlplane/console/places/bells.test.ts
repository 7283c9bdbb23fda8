import { expect, test } from 'vitest'
import { likeMonday, readHours, saySpans } from './bells.ts'

const read = (text: string) => {
  const hours = readHours(text)
  return hours.ok ? saySpans(hours.spans) : hours.wrong
}

test.each([
  ['8.30-12, 13-15.35', '08:30–12:00, 13:00–15:35'],
  ['830-12 en 1300-1535', '08:30–12:00, 13:00–15:35'],
  ['13:00–15:35, 08:30–12:00', '08:30–12:00, 13:00–15:35'],
  ['8.30 tot 12', '08:30–12:00'],
  ['half negen tot 12 15', '08:30–12:15'],
  ['8.30-25', 'unreadable'],
  ['', ''],
  ['ochtend', 'unreadable'],
  ['8.30', 'unreadable'],
  ['8-9-10', 'unreadable'],
  ['12-8', 'hours_wrong_order'],
  ['8-12, 11-13', 'hours_overlap'],
  ['5-8', 'outside'],
  ['21-23', 'outside'],
  [Array.from({ length: 17 }, () => '8-9').join(','), 'too_many'],
])('the hours “%s” are read as %s', (typed, said) => {
  expect(read(typed)).toBe(said)
})

test('Wednesday is like Monday until half past twelve', () => {
  const monday = [
    [510, 720],
    [740, 780],
    [780, 935],
  ] as const
  expect(saySpans(likeMonday(monday, 3))).toBe('08:30–12:00, 12:20–12:30')
  expect(likeMonday(monday, 4)).toBe(monday)
})
