import { describe, expect, it } from 'vitest'
import type { LessonsBody } from '../../protocol/lessons.ts'
import { fixedRhythm, rhythmAt } from './rhythm.ts'

const at = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Brussels').epochMilliseconds
const of = (side: LessonsBody['side']): LessonsBody => ({
  revision: 1,
  side,
  windows: [[at('2026-11-23T09:25') / 60_000, at('2026-11-23T10:15') / 60_000]],
  until: at('2026-12-06T00:00') / 60_000,
})
const told = (lessons: LessonsBody | undefined, text: string) => {
  const { reportSeconds, senses, isLesson } = rhythmAt(lessons, at(text))
  return [reportSeconds, senses, isLesson]
}

describe('the rhythm of reports', () => {
  it.each([
    ['2026-11-23T08:54:59', [300, 'all', false], [3600, 'own', false]],
    ['2026-11-23T08:55:00', [300, 'all', false], [300, 'all', false]],
    ['2026-11-23T09:14:59', [300, 'all', false], [300, 'all', false]],
    ['2026-11-23T09:15:00', [60, 'all', true], [60, 'all', true]],
    ['2026-11-23T10:14:59', [60, 'all', true], [60, 'all', true]],
    ['2026-11-23T10:15:00', [300, 'all', false], [300, 'all', false]],
    ['2026-11-23T10:29:59', [300, 'all', false], [300, 'all', false]],
    ['2026-11-23T10:30:00', [300, 'all', false], [3600, 'own', false]],
    ['2026-11-24T11:00:00', [300, 'all', false], [3600, 'own', false]],
  ])('around a lesson from 09:25 to 10:15, at %s', (text, school, home) => {
    expect(told(of('school'), text)).toEqual(school)
    expect(told(of('home'), text)).toEqual(home)
  })

  it('goes by school hours when the set was never told its side, or a class has no word left', () => {
    for (const lessons of [undefined, of('school')]) {
      expect(told(lessons, '2026-12-07T10:00')).toEqual([60, 'all', true])
      expect(told(lessons, '2026-12-07T20:00')).toEqual([300, 'all', false])
    }
  })

  it('rests at home when the set has no word left: what is not known to be a lesson is private', () => {
    expect(told(of('home'), '2026-12-07T10:00')).toEqual([3600, 'own', false])
  })

  it('keeps one object for one rhythm, so that a change is seen', () => {
    expect(rhythmAt(of('home'), at('2026-11-23T09:30'))).toBe(rhythmAt(of('school'), at('2026-11-23T10:00')))
    expect(fixedRhythm(7)).toMatchObject({ reportSeconds: 7, senses: 'all', isLesson: true })
  })
})
