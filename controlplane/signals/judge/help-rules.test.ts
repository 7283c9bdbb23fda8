import { describe, expect, test } from 'vitest'
import { absentUntil, callTold, inLesson, runUp, said } from '../../../test/judging/calm.ts'
import { linesOf, s, type Turn, tell } from '../../../test/judging/story.ts'

const lesson = inLesson(s(0), s(7200))
const lessonTurn: Turn = { at: 0, subject: { lesson } }
const calls = callTold([['in_call', s(-60)]])
const both: Turn = { at: 0, subject: { lesson }, home: { call: calls }, school: { call: calls } }

describe('who asks for help', () => {
  const presses = (at: number, turns: Turn[]) =>
    linesOf(tell([...turns, { at, home: { helpSince: s(at) } }], { until: 400 }))

  test('is heard at once, sooner when there is no lesson to be seen', () => {
    expect(presses(100, [lessonTurn])[0]).toBe('trajectory:T1/help help P1 100')
    expect(presses(100, [both])).toEqual(['trajectory:T1/help help P2 100'])
    expect(presses(100, [{ at: 0, subject: { lesson: runUp(s(1800)) } }])).toEqual([
      'trajectory:T1/help help P2 100',
    ])
    expect(presses(100, [])).toEqual(['trajectory:T1/help help P3 100'])
  })

  test('is heard while marked as absent, and nothing else is', () => {
    const ill = {
      at: 0,
      subject: { lesson: absentUntil(s(3600)) },
      school: { cameras: [said('absent' as const, s(0))] },
    }
    expect(presses(100, [ill])).toEqual(['trajectory:T1/help help P1 100'])
  })
})
