import { expect, test } from 'vitest'
import { calmPair, inLesson, runUp } from '../../../test/judging/calm.ts'
import { linesOf, s, type Turn, tell } from '../../../test/judging/story.ts'

const from = 1800
const before: Turn = { at: 0, subject: { lesson: runUp(s(from)) } }
const away = (at: number): Turn => ({
  at,
  school: { presence: 'off', presenceSince: s(at), heardAt: s(at) },
})
const back = (at: number): Turn => ({
  at,
  school: { presence: 'online', presenceSince: s(at), heardAt: s(at) },
})
const told = (turns: Turn[]) => linesOf(tell([before, ...turns], { until: from + 900 }))
const lesson: Turn = { at: from, subject: { lesson: inLesson(s(from), s(from + 3000)) } }

test.each([
  [
    'that is away a quarter of an hour before is told, and sooner in the lesson',
    [away(100), lesson],
    'P3-P2 900',
  ],
  ['that comes in time is well', [away(100), back(1000)], 'P3 900 healed 1000'],
  ['that restarts just then is not away', [away(850), back(930)], undefined],
  ['that goes later is not told by this', [away(1000)], undefined],
])('a class set %s', (_, turns, line) => {
  expect(told(turns)).toEqual(line ? [`trajectory:T1/connection not_ready ${line}`] : [])
})

test('after our own absence class sets have time to come back before they are missed', () => {
  const grace: Turn = { at: 0, subject: { trouble: { graceUntil: s(from + 330), troubledSince: null } } }
  expect(told([grace, away(10), lesson, back(from + 60)])).toEqual([])
  expect(told([grace, away(10), lesson])).toEqual([`trajectory:T1/connection not_ready P2 ${from + 330}`])
})

test.each([
  ['twice', ['before_30', 'before_20'], ['trajectory:T1/picture not_ready P2 600']],
  ['once', ['before_20'], []],
] as const)('a check that fails %s before a lesson', (_, triggers, lines) => {
  const codes = ['camera_absent'] as const
  const checks = triggers.map(trigger => {
    return { trigger, verdict: 'broken', codes, measuredAt: s(trigger === 'before_30' ? 0 : 600) } as const
  })
  const turn = (at: number): Turn => {
    return { at, school: { checks: checks.filter(({ measuredAt }) => measuredAt <= s(at)).toReversed() } }
  }
  expect(told([turn(0), turn(600)])).toEqual(lines)
})

test('a home that is away is asked for by its lesson alone', () => {
  const start = calmPair('T1', s(0))
  const home = { ...start.home!, presence: 'off' as const, presenceSince: s(0) }
  expect(linesOf(tell([before], { until: 1700, start: { ...start, home } }))).toEqual([])
})
