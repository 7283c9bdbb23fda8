import { expect, test } from 'vitest'
import { readAmount, timeOf } from './units.ts'

test('a time is said in the largest unit that leaves nothing over', () => {
  const said = (seconds: number) => Object.values(timeOf(seconds)).join()
  expect([0, 45, 60, 90, 900, 3600, 5400, 86_400, 604_800].map(said)).toEqual([
    'second,0',
    'second,45',
    'minute,1',
    'second,90',
    'minute,15',
    'hour,1',
    'minute,90',
    'day,1',
    'day,7',
  ])
})

test('a time is read as people write it, and says in what it is counted', () => {
  const read = (text: string) => readAmount(text, 'seconds')
  expect(['90 s', '2 min', '2min', '1,5 uur', '1 dag', '2 days', '1 h', '0'].map(read)).toEqual([
    90, 120, 120, 5400, 86_400, 172_800, 3600, 0,
  ])
  expect(['90', '', 'min', '2 weken', '-1 s', '1 2 s'].map(read)).toEqual(Array(6).fill(undefined))
  expect(readAmount('15 min', 'minutes')).toBe(15)
})

test('any other number is one, with a comma or a point', () => {
  expect(['5', '0,5', '0.5', '−75', '-75'].map(text => readAmount(text, 'dbm'))).toEqual([
    5, 0.5, 0.5, -75, -75,
  ])
  expect(['5 %', 'x', '', '1e3'].map(text => readAmount(text, 'percent'))).toEqual(Array(4).fill(undefined))
})
