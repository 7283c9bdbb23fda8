import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import type { Half } from '../calendar/closed/rules.ts'
import { earliestLesson, latestLesson, type Span } from '../locations/hours/rules.ts'
import { addLessonMinutes, type LessonFacts, lessonMinutes, lessonStatus } from './rules.ts'
import type { LessonStatus } from './status/rules.ts'

const instants = { slice: 10_000, full: 100_000 }[inject('faults')]
const zone = 'Europe/Brussels'
const firstDay = Temporal.PlainDate.from('2024-09-01')
const days = 5 * 365
const minuteMs = 60_000

const spanOf = fc
  .tuple(fc.integer({ min: earliestLesson, max: latestLesson - 1 }), fc.integer({ min: 1, max: 240 }))
  .map(([from, length]): Span => ({ from, until: Math.min(latestLesson, from + length) }))
const week = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.array(spanOf, { maxLength: 5 })), { maxLength: 7 })
  .map(entries => new Map(entries))
const day = fc.integer({ min: 0, max: days }).map(ahead => firstDay.add({ days: ahead }).toString())
const instant = fc
  .tuple(day, fc.integer({ min: 0, max: 86_399_999 }))
  .map(([one, ms]) => Temporal.PlainDate.from(one).toZonedDateTime(zone).epochMilliseconds + ms)

/** Facts around one day, so that exceptions, closed days and absences meet the instants that are tried. */
const scene = instant.chain(moment => {
  const today = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate()
  const near = fc.integer({ min: -1, max: 1 }).map(ahead => today.add({ days: ahead }).toString())
  const away = fc
    .tuple(fc.integer({ min: -1500, max: 1500 }), fc.option(fc.integer({ min: 1, max: 600 })))
    .map(([begin, length]) => {
      const from = moment + begin * minuteMs
      return { from, until: length === null ? null : from + length * minuteMs }
    })
  const facts: fc.Arbitrary<LessonFacts> = fc.record({
    timetable: fc.option(week, { nil: undefined }),
    bells: fc.option(week, { nil: undefined }),
    exceptions: fc
      .array(fc.tuple(near, fc.array(spanOf, { maxLength: 3 })), { maxLength: 1 })
      .map(all => new Map(all)),
    closed: fc
      .array(fc.tuple(near, fc.constantFrom<Half>('day', 'morning', 'afternoon')), { maxLength: 2 })
      .map(all => new Map(all)),
    away: fc.array(away, { maxLength: 2 }),
  })
  return facts.map(one => ({ facts: one, moment }))
})

/** The same as a person would read it off a calendar, a minute at a time. */
const slow = {
  within(spans: readonly Span[] | undefined, minute: number) {
    return (spans ?? []).some(({ from, until }) => from <= minute && minute < until)
  },
  clock(moment: number) {
    const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone)
    return {
      day: wall.toPlainDate().toString(),
      weekday: wall.dayOfWeek,
      minute: wall.hour * 60 + wall.minute,
    }
  },
  isClosed(facts: LessonFacts, day: string, minute: number) {
    const half = facts.closed.get(day)
    return half === 'day' || (half === 'morning' && minute < 750) || (half === 'afternoon' && minute >= 750)
  },
  isLesson(facts: LessonFacts, moment: number) {
    const { day, weekday, minute } = slow.clock(moment)
    const exception = facts.exceptions.get(day)
    if (exception) return slow.within(exception, minute)
    return slow.within(facts.timetable?.get(weekday), minute) && !slow.isClosed(facts, day, minute)
  },
  isAway: ({ away }: LessonFacts, moment: number) =>
    away.some(({ from, until }) => from <= moment && (until === null || moment < until)),
  status(facts: LessonFacts, moment: number): LessonStatus {
    const isLesson = slow.isLesson(facts, moment)
    const whole = Math.floor(moment / minuteMs) * minuteMs
    const isSoon = Array.from({ length: 30 }, (_, index) => whole + (index + 1) * minuteMs).some(
      later => later - moment <= 30 * minuteMs && slow.isLesson(facts, later),
    )
    if (isLesson || isSoon) {
      if (slow.isAway(facts, moment)) return 'absent'
      return isLesson ? 'lesson' : 'run_up'
    }
    const { day, weekday, minute } = slow.clock(moment)
    const hours: readonly Span[] | undefined = facts.bells
      ? facts.bells.get(weekday)
      : weekday > 5
        ? []
        : [{ from: 480, until: weekday === 3 ? 720 : 1020 }]
    return slow.within(hours, minute) && !slow.isClosed(facts, day, minute) ? 'school_hours' : 'outside'
  },
}

test(`${instants} instants over five school years are judged as a calendar is read`, () => {
  fc.assert(
    fc.property(scene, ({ facts, moment }) => {
      expect(lessonStatus(facts, moment).status).toBe(slow.status(facts, moment))
    }),
    { numRuns: instants },
  )
})

test('until when something holds is when it changes, and not a minute before', () => {
  fc.assert(
    fc.property(scene, ({ facts, moment }) => {
      const { status, until } = lessonStatus(facts, moment)
      if (until === undefined) return
      expect(until).toBeGreaterThan(moment)
      for (let one = moment; one < until; one += 7 * minuteMs) expect(slow.status(facts, one)).toBe(status)
    }),
    { numRuns: 500 },
  )
})

test('minutes of lesson are those that are counted one by one, and adding them leads there', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 2000 }), ({ facts, moment }, length) => {
      const from = Math.floor(moment / minuteMs) * minuteMs
      const minutes = Array.from({ length }, (_, index) => from + index * minuteMs)
      const counted = minutes.filter(one => slow.isLesson(facts, one) && !slow.isAway(facts, one)).length
      // An absence may begin and end within a minute.
      const slack = facts.away.length * 2
      expect(Math.abs(lessonMinutes(facts, from, from + length * minuteMs) - counted)).toBeLessThanOrEqual(
        slack,
      )
      const end = addLessonMinutes(facts, from, 30)
      if (end !== undefined) expect(lessonMinutes(facts, from, end)).toBeCloseTo(30, 6)
    }),
    { numRuns: 500 },
  )
})
