import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LessonsBody } from '../../protocol/lessons.ts'
import { isNearLesson, knowsLessons, lockAt } from './rules.ts'

const minuteMs = 60_000
const at = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Brussels').epochMilliseconds
const minuteAt = (text: string) => at(text) / minuteMs
const isLocked = (lessons: LessonsBody | undefined, text: string) => lockAt(lessons, at(text)) !== undefined

const lessons: LessonsBody = {
  revision: 1,
  side: 'home',
  windows: [
    [minuteAt('2026-11-23T09:25'), minuteAt('2026-11-23T10:15')],
    [minuteAt('2026-11-24T18:00'), minuteAt('2026-11-24T19:00')],
  ],
  until: minuteAt('2026-12-06T00:00'),
}

describe('the lesson lock', () => {
  it.each([
    ['2026-11-23T09:24:59', false],
    ['2026-11-23T09:25:00', true],
    ['2026-11-23T10:14:59', true],
    ['2026-11-23T10:15:00', false],
    ['2026-11-23T14:00:00', false],
    ['2026-11-24T18:30:00', true],
  ])('at %s is %s by the lessons of the set, and by them alone', (text, locked) => {
    expect(isLocked(lessons, text)).toBe(locked)
  })

  it.each([
    ['Monday before school', '2026-12-07T07:59:59', false],
    ['Monday at eight', '2026-12-07T08:00:00', true],
    ['Wednesday afternoon, for nobody knows', '2026-12-09T15:00:00', true],
    ['Friday until five', '2026-12-11T16:59:59', true],
    ['Friday from five on', '2026-12-11T17:00:00', false],
    ['Saturday', '2026-12-12T10:00:00', false],
    ['the Monday after the clock went forward', '2027-03-29T08:00:00', true],
    ['the Monday after the clock went back', '2027-11-01T07:59:59', false],
  ])('is that of school hours when the set has no word left, or never had one: %s', (_case, text, locked) => {
    expect(isLocked(lessons, text)).toBe(locked)
    expect(isLocked(undefined, text)).toBe(locked)
  })

  it('tells until when it holds', () => {
    const end = (of: LessonsBody | undefined, text: string) => lockAt(of, at(text))?.until
    expect(end(lessons, '2026-11-23T10:00')).toBe(at('2026-11-23T10:15'))
    expect(end(undefined, '2026-11-23T10:00')).toBe(at('2026-11-23T17:00'))
  })

  it('knows its lessons until the minute that the control plane named', () => {
    expect(knowsLessons(lessons, at('2026-12-05T23:59:59'))).toBe(true)
    expect(knowsLessons(lessons, at('2026-12-06T00:00'))).toBe(false)
    expect(knowsLessons(undefined, at('2026-11-23T10:00'))).toBe(false)
  })

  it('is near before and after a lesson, as if each lesson were that much longer', () => {
    const instant = fc.integer({ min: at('2026-11-22T00:00'), max: at('2026-12-08T00:00') })
    const minutes = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(instant, minutes, minutes, (moment, before, after) => {
        const longer = lessons.windows.map(([from, until]): [number, number] => [
          from - before,
          until + after,
        ])
        const expected = knowsLessons(lessons, moment)
          ? lockAt({ ...lessons, windows: longer }, moment) !== undefined
          : [moment - after * minuteMs, moment, moment + before * minuteMs].some(one =>
              lockAt(undefined, one),
            )
        expect(isNearLesson(lessons, moment, before, after)).toBe(expected)
      }),
      { numRuns: 10_000 },
    )
  })
})
