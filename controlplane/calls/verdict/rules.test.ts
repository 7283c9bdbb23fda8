import { expect, test } from 'vitest'
import { pairVerdicts } from '../pair/rules.ts'
import { lostLessonMinutes } from './rules.ts'

const minute = 60_000
const spans = [
  { from: 0, until: 50 * minute },
  { from: 60 * minute, until: 110 * minute },
]
const day = { from: -100 * minute, until: 500 * minute }
const said = (at: number, verdict: (typeof pairVerdicts)[number] | null) => ({
  at: at * minute,
  verdict,
  side: null,
})

test.each(pairVerdicts)('a lesson of which all that is said is %s', verdict => {
  const { given, lost, unknown } = lostLessonMinutes([said(0, verdict)], spans, day)
  expect(given).toBe(100)
  expect([lost, unknown]).toEqual(
    { child_waits: [100, 0], child_waits_class_gone: [100, 0], lesson_poor: [50, 0], unknown: [0, 100] }[
      verdict as string
    ] ?? [0, 0],
  )
})

test('what is said holds until the next is, outside of lessons it costs nothing, and what nobody judged is not known', () => {
  const history = [said(10, 'child_waits'), said(70, 'lesson_poor'), said(90, null)]
  expect(lostLessonMinutes(history, spans, day)).toEqual({ given: 100, lost: 60, unknown: 30 })
  expect(lostLessonMinutes(history, spans, { from: 20 * minute, until: 30 * minute })).toEqual({
    given: 10,
    lost: 10,
    unknown: 0,
  })
  expect(lostLessonMinutes([], spans, day)).toEqual({ given: 100, lost: 0, unknown: 100 })
})
