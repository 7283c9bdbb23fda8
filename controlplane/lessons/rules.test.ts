import { describe, expect, test } from 'vitest'
import type { Half } from '../calendar/closed/rules.ts'
import type { Day } from '../calendar/day/rules.ts'
import { workingDays } from '../calendar/working-day/rules.ts'
import type { Span } from '../locations/hours/rules.ts'
import { addLessonMinutes, type LessonFacts, lessonMinutes, lessonStatus, nextLesson } from './rules.ts'
import type { LessonStatus } from './status/rules.ts'

const zone = 'Europe/Brussels'

const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
const span = (from: number, until: number): Span => ({ from: from * 60, until: until * 60 })
const none: LessonFacts = {
  timetable: undefined,
  exceptions: new Map(),
  bells: undefined,
  closed: new Map(),
  away: [],
}
const mondays: LessonFacts = {
  ...none,
  timetable: new Map([[1, [span(9, 10), span(10, 11.5), span(14, 15)]]]),
}

// 2026-11-23 is a Monday.
describe('what holds now, why, and until when', () => {
  test.each<[string, LessonFacts, string, LessonStatus, string, string | undefined]>([
    ['before the run-up', mondays, '2026-11-23T08:10', 'school_hours', 'envelope', '2026-11-23T08:30'],
    ['half an hour before', mondays, '2026-11-23T08:30', 'run_up', 'timetable', '2026-11-23T09:00'],
    [
      'two lessons that touch are one',
      mondays,
      '2026-11-23T09:30',
      'lesson',
      'timetable',
      '2026-11-23T11:30',
    ],
    ['the end is not in it', mondays, '2026-11-23T11:30', 'school_hours', 'envelope', '2026-11-23T13:30'],
    ['another day', mondays, '2026-11-24T09:30', 'school_hours', 'envelope', '2026-11-24T17:00'],
    ['Wednesday afternoon', none, '2026-11-25T12:30', 'outside', 'nothing', undefined],
    ['Saturday', none, '2026-11-28T10:00', 'outside', 'nothing', undefined],
    [
      'without a timetable nothing is a lesson',
      none,
      '2026-11-23T09:30',
      'school_hours',
      'envelope',
      '2026-11-23T17:00',
    ],
    [
      'a closed day',
      { ...mondays, closed: new Map<Day, Half>([['2026-11-23', 'day']]) },
      '2026-11-23T09:30',
      'outside',
      'closed',
      undefined,
    ],
    [
      'a closed morning',
      { ...mondays, closed: new Map<Day, Half>([['2026-11-23', 'morning']]) },
      '2026-11-23T13:45',
      'run_up',
      'timetable',
      '2026-11-23T14:00',
    ],
    [
      'an exception on a closed day',
      {
        ...mondays,
        closed: new Map<Day, Half>([['2026-11-28', 'day']]),
        exceptions: new Map([['2026-11-28', [span(10, 11)]]]),
      },
      '2026-11-28T10:15',
      'lesson',
      'exception',
      '2026-11-28T11:00',
    ],
    [
      'a day without lessons after all',
      { ...mondays, exceptions: new Map([['2026-11-23', []]]) },
      '2026-11-23T09:30',
      'school_hours',
      'envelope',
      '2026-11-23T17:00',
    ],
    [
      'ill today',
      { ...mondays, away: [{ from: at('2026-11-23T00:00'), until: at('2026-11-24T00:00') }] },
      '2026-11-23T09:30',
      'absent',
      'timetable',
      '2026-11-23T11:30',
    ],
    [
      'back within the lesson',
      { ...mondays, away: [{ from: at('2026-11-23T00:00'), until: at('2026-11-23T10:00') }] },
      '2026-11-23T09:30',
      'absent',
      'timetable',
      '2026-11-23T10:00',
    ],
    [
      'an absence leaves the school hours',
      { ...mondays, away: [{ from: 0, until: null }] },
      '2026-11-23T12:00',
      'school_hours',
      'envelope',
      '2026-11-23T13:30',
    ],
    [
      'the morning after the clock went forward',
      { ...mondays, timetable: new Map([[7, [span(9, 10)]]]) },
      '2026-03-29T09:00',
      'lesson',
      'timetable',
      '2026-03-29T10:00',
    ],
    [
      'the morning after the clock went back',
      { ...mondays, timetable: new Map([[7, [span(9, 10)]]]) },
      '2026-10-25T08:59',
      'run_up',
      'timetable',
      '2026-10-25T09:00',
    ],
  ])('%s', (_name, facts, when, status, ground, until) => {
    expect(lessonStatus(facts, at(when))).toEqual({
      status,
      ground,
      until: until === undefined ? undefined : at(until),
    })
  })
})

describe('counting in lessons', () => {
  test('minutes of lesson, over a weekend and without an absence', () => {
    const from = at('2026-11-23T09:30')
    expect(lessonMinutes(mondays, from, at('2026-11-23T14:15'))).toBe(135)
    expect(lessonMinutes(mondays, from, at('2026-11-30T09:15'))).toBe(195)
    const ill = { ...mondays, away: [{ from: at('2026-11-23T10:00'), until: at('2026-11-23T11:00') }] }
    expect(lessonMinutes(ill, from, at('2026-11-23T14:15'))).toBe(75)
  })

  test('three lesson minutes after the end of a lesson are in the next', () => {
    expect(addLessonMinutes(mondays, at('2026-11-23T11:28'), 5)).toBe(at('2026-11-23T14:03'))
    expect(addLessonMinutes(mondays, at('2026-11-23T14:58'), 5)).toBe(at('2026-11-30T09:03'))
    expect(addLessonMinutes(none, at('2026-11-23T09:00'), 1)).toBeUndefined()
  })

  test('the next lesson', () => {
    expect(nextLesson(mondays, at('2026-11-23T09:00'))).toBe(at('2026-11-23T14:00'))
    expect(nextLesson(mondays, at('2026-11-23T16:00'))).toBe(at('2026-11-30T09:00'))
    expect(
      nextLesson({ ...mondays, away: [{ from: 0, until: null }] }, at('2026-11-23T08:00')),
    ).toBeUndefined()
  })

  test('working days leave out weekends and closed days, and count half days', () => {
    const closed = new Map<Day, Half>([
      ['2026-11-25', 'day'],
      ['2026-11-26', 'morning'],
    ])
    expect(workingDays(closed, at('2026-11-23T15:00'), at('2026-11-30T09:00'))).toBe(4)
    expect(workingDays(closed, at('2026-11-23T08:00'), at('2026-11-23T18:00'))).toBe(0)
  })
})
