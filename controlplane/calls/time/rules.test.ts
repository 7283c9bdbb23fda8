import { expect, test } from 'vitest'
import { dayOf, instantOf } from '../../calendar/day/rules.ts'
import type { LessonFacts } from '../../lessons/rules.ts'
import { callTimesOn, lessonTimeAt } from './rules.ts'

const today = dayOf(Date.parse('2026-10-05T07:00:00Z'))
const at = (hour: number, minute = 0) => instantOf(today, hour * 60 + minute)
const spans = [
  { from: 9 * 60, until: 9 * 60 + 50 },
  { from: 10 * 60, until: 10 * 60 + 50 },
  { from: 13 * 60, until: 14 * 60 },
]
const facts: LessonFacts = {
  timetable: new Map([[today.weekday, spans]]),
  exceptions: new Map(),
  bells: undefined,
  closed: new Map(),
  away: [],
}

test('calls may be told of around lessons, and over a short break without an end', () => {
  expect(callTimesOn({ facts, pauses: [] }, today)).toEqual([
    { from: at(8, 30), until: at(11, 5) },
    { from: at(12, 30), until: at(14, 15) },
  ])
})

test('the lesson of an instant knows since when its sets may tell of a call', () => {
  const lessons = { facts, pauses: [] }
  expect(lessonTimeAt(lessons, at(10))).toEqual({ from: at(10), until: at(10, 50), callFrom: at(8, 30) })
  expect(lessonTimeAt(lessons, at(13, 59))).toEqual({ from: at(13), until: at(14), callFrom: at(12, 30) })
  expect(lessonTimeAt(lessons, at(9, 50))).toBeUndefined()
})

test('an absence cuts the lesson short and leaves what sets may tell; a pause takes both away', () => {
  const away = [{ from: at(8), until: at(9, 30) }]
  expect(lessonTimeAt({ facts: { ...facts, away }, pauses: [] }, at(9, 10))).toBeUndefined()
  expect(lessonTimeAt({ facts: { ...facts, away }, pauses: [] }, at(9, 30))).toMatchObject({
    from: at(9, 30),
    callFrom: at(8, 30),
  })
  const pause = [{ from: at(0), until: at(24) }]
  expect(callTimesOn({ facts: { ...facts, away: pause }, pauses: pause }, today)).toEqual([])
})
