import { describe, expect, test } from 'vitest'
import type { Duty } from '../../duty/api.ts'
import { readTime } from '../ui/civilTime.ts'
import { addDays, dayOf, minuteOfDay, timeOf, weekdayOf } from '../ui/wallClock.ts'
import { drawnHours, hoursWithoutDuty, planOf } from './week.ts'

const monday = '2026-11-16'
const days = Array.from({ length: 7 }, (_, weekday) => {
  const day = addDays(monday, weekday)
  return { day, startsAt: Date.parse(`${day}T00:00:00+01:00`) }
})
function duty(weekday: number, from: string, until: string, firstName = 'Lieve'): Duty {
  const at = (time: string) => Date.parse(`${addDays(monday, weekday)}T${time}:00+01:00`)
  return {
    id: `${weekday} ${from} ${firstName}`,
    account: firstName,
    firstName,
    startsAt: at(from),
    endsAt: at(until),
  }
}
/** The hours of a school: until noon on Wednesday. */
const needed = days.slice(0, 5).map(({ day }, weekday) => ({
  startsAt: Date.parse(`${day}T08:00:00+01:00`),
  endsAt: Date.parse(`${day}T${weekday === 2 ? '12' : '17'}:00:00+01:00`),
}))
const holesOn = (weekday: number, duties: Duty[]) =>
  planOf({ days, duties, needed })[weekday]!.holes.map(({ from, until }) => [from / 60, until / 60])

describe('hours without duty', () => {
  test('a day without duties is one hole, on Wednesday until noon, in the weekend none', () => {
    expect(holesOn(0, [])).toEqual([[8, 17]])
    expect(holesOn(2, [])).toEqual([[8, 12]])
    expect(holesOn(5, [])).toEqual([])
    expect(hoursWithoutDuty(planOf({ days, duties: [], needed }))).toBe(4 * 9 + 4)
  })

  test('what lies before, between and after duties is a hole, whatever their order', () => {
    const duties = [duty(0, '12:30', '16:00'), duty(0, '09:00', '12:00')]
    expect(holesOn(0, duties)).toEqual([
      [8, 9],
      [12, 12.5],
      [16, 17],
    ])
  })

  test('a duty that begins before and ends after the lessons leaves none', () => {
    expect(holesOn(1, [duty(1, '07:00', '18:00')])).toEqual([])
    expect(holesOn(2, [duty(2, '07:30', '12:00')])).toEqual([])
  })

  test('a duty outside the lessons fills nothing', () => {
    expect(holesOn(3, [duty(3, '18:00', '20:00')])).toEqual([[8, 17]])
    expect(holesOn(2, [duty(2, '13:00', '16:00')])).toEqual([[8, 12]])
  })
})

test('the grid holds the hours of an ordinary day, and every duty and hole before and after them', () => {
  const evening = { startsAt: needed[4]!.startsAt, endsAt: needed[4]!.startsAt + 13.5 * 3_600_000 }
  expect(drawnHours(planOf({ days, duties: [], needed }))).toEqual({ first: 7, last: 18 })
  expect(
    drawnHours(planOf({ days, duties: [duty(0, '06:30', '12:00')], needed: [...needed, evening] })),
  ).toEqual({ first: 6, last: 22 })
})

test('duties at the same time stand beside each other, later ones have the whole width again', () => {
  const duties = [
    duty(0, '08:00', '12:00', 'Lieve'),
    duty(0, '10:00', '13:00', 'Noor'),
    duty(0, '12:00', '14:00', 'Sam'),
    duty(0, '14:00', '16:00', 'Lieve'),
  ]
  const { blocks } = planOf({ days, duties, needed })[0]!
  expect(blocks.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 2],
    [1, 2],
    [0, 2],
    [0, 1],
  ])
})

test('the clock of the wall is that of Brussels, in winter, in summer and across the change', () => {
  expect(timeOf(Date.parse('2026-11-16T07:00:00Z'))).toBe('08:00')
  expect(timeOf(Date.parse('2026-06-15T06:00:00Z'))).toBe('08:00')
  expect(minuteOfDay(Date.parse('2026-10-25T08:00:00Z'))).toBe(9 * 60)
  expect(dayOf(Date.parse('2026-06-15T22:30:00Z'))).toBe('2026-06-16')
  expect(addDays('2026-10-24', 7)).toBe('2026-10-31')
  expect(weekdayOf('2026-11-18')).toBe(2)
})

test('a time is read however it is typed', () => {
  expect(['8', '08', '830', '8:30', '08.30', '1230', '23:59'].map(text => readTime(text))).toEqual([
    '08:00',
    '08:00',
    '08:30',
    '08:30',
    '08:30',
    '12:30',
    '23:59',
  ])
  expect(['', '24', '8:60', 'acht', '12345', '-8'].map(text => readTime(text))).toEqual(
    Array(6).fill(undefined),
  )
})
