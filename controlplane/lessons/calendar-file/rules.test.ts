import { expect, test } from 'vitest'
import type { Half } from '../../calendar/closed/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import { civilDay } from '../../calendar/day/rules.ts'
import { weekOfCalendar } from './rules.ts'

const zone = 'Europe/Brussels'
/** A Monday without holidays after it until Christmas. */
const monday = '2026-11-23'
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
const lesson = (day: Day, from: string, until: string) => ({
  from: at(`${day}T${from}`),
  until: at(`${day}T${until}`),
  whole: false,
})
const after = (weeks: number, days = 0) => Temporal.PlainDate.from(monday).add({ weeks, days }).toString()
const read = (events: Parameters<typeof weekOfCalendar>[0], closed = new Map<Day, Half>()) =>
  weekOfCalendar(events, closed, civilDay(monday))

test('what most weeks say is the week, and the others are exceptions', () => {
  const events = [0, 1, 2].map(week => lesson(after(week), '09:00', '10:00'))
  const { week, exceptions } = read([...events, lesson(after(3), '13:00', '14:00')])
  expect(week).toEqual([[1, 540, 600]])
  expect(exceptions).toEqual([{ day: after(3), hours: [[780, 840]] }])
})

test('a week without lessons between others is told by exceptions; weeks after the last event are not', () => {
  const { exceptions, until } = read([0, 2, 3].map(week => lesson(after(week), '09:00', '10:00')))
  expect(exceptions).toEqual([{ day: after(1), hours: [] }])
  expect(until).toBe(after(3))
})

test('closed days say nothing, neither of the week nor as exceptions', () => {
  const events = [0, 1, 2].map(week => lesson(after(week), '09:00', '10:00'))
  const { week, exceptions } = read(events, new Map([[after(1), 'day']]))
  expect(week).toEqual([[1, 540, 600]])
  expect(exceptions).toEqual([])
})

test('lessons at once are one, lessons that touch stay two', () => {
  const day = after(0)
  const { week } = read([
    lesson(day, '09:00', '10:00'),
    lesson(day, '09:30', '10:30'),
    lesson(day, '10:30', '11:00'),
  ])
  expect(week).toEqual([
    [1, 540, 630],
    [1, 630, 660],
  ])
})

test('no lesson of a day with very many is lost: those that lie nearest become one', () => {
  const at = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const lessons = Array.from({ length: 20 }, (_, n) => [480 + n * 40, 480 + n * 40 + (n < 5 ? 35 : 30)])
  const { week } = read(lessons.map(([from = 0, until = 0]) => lesson(after(0), at(from), at(until))))
  expect(week).toHaveLength(15)
  expect(lessons.every(([from = 0, until = 0]) => week.some(([, a, b]) => a <= from && until <= b))).toBe(
    true,
  )
})

test('whole days, nights and events over midnight are ignored and counted', () => {
  const day = after(0)
  const { events, ignored, week } = read([
    { from: at(`${day}T00:00`), until: at(`${after(0, 1)}T00:00`), whole: true },
    lesson(day, '05:00', '06:30'),
    { from: at(`${day}T21:00`), until: at(`${after(0, 1)}T01:00`), whole: false },
    lesson(day, '09:00', '09:00'),
    lesson(day, '09:00', '10:00'),
  ])
  expect([events, ignored]).toEqual([1, 4])
  expect(week).toEqual([[1, 540, 600]])
})

test('a change that stands alone tells of its own day, never of the week', () => {
  const usual = [0, 1].map(week => lesson(after(week), '09:00', '10:00'))
  const { week, exceptions } = read([...usual, { ...lesson(after(0, 1), '13:00', '14:00'), alone: true }])
  expect(week).toEqual([[1, 540, 600]])
  expect(exceptions).toEqual([{ day: after(0, 1), hours: [[780, 840]] }])
})

test('a calendar of nothing comes down to nothing', () => {
  expect(read([])).toEqual({ events: 0, ignored: 0, week: [], exceptions: [], until: undefined })
})
