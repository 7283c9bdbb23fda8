import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lessonDaysAhead, lessonWindowsMax } from '../../../protocol/lessons.ts'
import type { Half } from '../../calendar/closed/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import { civilDay } from '../../calendar/day/rules.ts'
import type { Span } from '../../locations/hours/rules.ts'
import type { LessonFacts } from '../rules.ts'
import { endOfLessons, lessonAround, lessonWindows, windowDays } from './rules.ts'

const zone = 'Europe/Brussels'
const minuteMs = 60_000
const firstDay = Temporal.PlainDate.from('2024-09-01')
const minuteOf = (day: Temporal.PlainDate, minute: number) =>
  day.toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }),
  }).epochMilliseconds / minuteMs

const spanOf = fc
  .tuple(fc.integer({ min: 360, max: 1319 }), fc.integer({ min: 1, max: 200 }))
  .map(([from, length]): Span => ({ from, until: Math.min(1320, from + length) }))
const week = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.array(spanOf, { maxLength: 4 })), { maxLength: 7 })
  .map(entries => new Map(entries))
const scene = fc.integer({ min: 0, max: 5 * 365 }).chain(ahead => {
  const today = firstDay.add({ days: ahead })
  const near = fc.integer({ min: 0, max: lessonDaysAhead - 1 }).map(days => today.add({ days }).toString())
  const pause = fc.tuple(near, fc.integer({ min: 1, max: 9 })).map(([from, days]) => {
    const start = Temporal.PlainDate.from(from)
    const at = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds
    return { from: at(start), until: at(start.add({ days })) }
  })
  return fc.record({
    today: fc.constant(today),
    pauses: fc.array(pause, { maxLength: 1 }),
    timetable: week,
    exceptions: fc
      .array(fc.tuple(near, fc.array(spanOf, { maxLength: 3 })), { maxLength: 2 })
      .map(all => new Map(all)),
    closed: fc
      .array(fc.tuple(near, fc.constantFrom<Half>('day', 'morning', 'afternoon')), { maxLength: 3 })
      .map(all => new Map(all)),
  })
})

/** Read off a calendar, a minute of the wall at a time. */
function isLesson(
  facts: Pick<LessonFacts, 'timetable' | 'exceptions' | 'closed'>,
  day: Temporal.PlainDate,
  minute: number,
) {
  const within = (spans: readonly Span[] | undefined) =>
    (spans ?? []).some(({ from, until }) => from <= minute && minute < until)
  const exception = facts.exceptions.get(day.toString())
  if (exception) return within(exception)
  const half = facts.closed.get(day.toString())
  const isClosed =
    half === 'day' || (half === 'morning' && minute < 750) || (half === 'afternoon' && minute >= 750)
  return !isClosed && within(facts.timetable?.get(day.dayOfWeek))
}

test('windows are the minutes of two weeks of lessons, without pauses, as a calendar is read', () => {
  fc.assert(
    fc.property(scene, ({ today, pauses, ...known }) => {
      const facts: LessonFacts = { ...known, bells: undefined, away: [{ from: 0, until: null }] }
      const { windows, until } = lessonWindows(facts, pauses, windowDays(civilDay(today.toString())))
      const told = new Set<number>()
      for (const [from, end] of windows) for (let minute = from; minute < end; minute++) told.add(minute)
      const read = new Set<number>()
      for (let ahead = 0; ahead < lessonDaysAhead; ahead++) {
        const day = today.add({ days: ahead })
        const noon = minuteOf(day, 720)
        if (pauses.some(pause => pause.from <= noon * minuteMs && noon * minuteMs < pause.until)) continue
        for (let minute = 360; minute < 1320; minute++)
          if (isLesson(facts, day, minute)) read.add(noon + minute - 720)
      }
      expect(told.size).toBe(read.size)
      expect([...read].filter(minute => !told.has(minute))).toEqual([])
      expect(
        windows.every(([from, end], index) => from < end && end <= (windows[index + 1]?.[0] ?? end)),
      ).toBe(true)
      expect(until).toBe(minuteOf(today.add({ days: lessonDaysAhead }), 0))
    }),
    { numRuns: 100 },
  )
})

const monday = civilDay('2026-11-23')
const none = { exceptions: new Map<Day, Span[]>(), closed: new Map<Day, Half>(), bells: undefined, away: [] }
const every = (spans: Span[]): LessonFacts => ({
  ...none,
  timetable: new Map([1, 2, 3, 4, 5, 6, 7].map(weekday => [weekday, spans])),
})

test('lessons that touch are one window', () => {
  const facts = every([
    { from: 540, until: 590 },
    { from: 590, until: 640 },
  ])
  expect(lessonWindows(facts, [], [monday]).windows.map(([from, until]) => until - from)).toEqual([100])
})

test('of more windows than a message holds the first are told, and until when that is all', () => {
  const spans = Array.from({ length: 12 }, (_, index) => ({
    from: 480 + index * 60,
    until: 510 + index * 60,
  }))
  const { windows, until } = lessonWindows(every(spans), [], windowDays(monday))
  expect(windows).toHaveLength(lessonWindowsMax)
  expect(until).toBeGreaterThan(windows.at(-1)?.[1] ?? 0)
  expect(until - (windows.at(-1)?.[1] ?? 0)).toBe(30)
})

test('without a timetable nobody knows', () => {
  expect(lessonWindows({ ...none, timetable: undefined }, [], windowDays(monday))).toEqual({
    windows: [],
    until: 0,
  })
})

test('the lesson around an instant, or the next of that day, and the end of the last', () => {
  const facts = every([
    { from: 540, until: 590 },
    { from: 840, until: 890 },
  ])
  const at = (minute: number) => monday.noon + (minute - 720) * minuteMs
  expect(lessonAround(facts, monday, at(550))).toEqual({ from: at(540), until: at(590) })
  expect(lessonAround(facts, monday, at(590))).toEqual({ from: at(840), until: at(890) })
  expect(lessonAround(facts, monday, at(890))).toBeUndefined()
  expect(endOfLessons(facts, monday)).toBe(at(890))
  expect(endOfLessons({ ...none, timetable: new Map() }, monday)).toBeUndefined()
})
