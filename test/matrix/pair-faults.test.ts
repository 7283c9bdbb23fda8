import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { playCase } from './player.ts'
import { type FaultCase, readCases } from './reading.ts'

const ours = readCases(readFileSync(new URL('./pair-faults.json', import.meta.url), 'utf8'))
const cases = process.env.MATRIX ? readCases(readFileSync(process.env.MATRIX, 'utf8')) : ours

type Mark = 'right' | 'unknown' | 'wrong'

/** How the answers to a case stand beside what was expected, and what to say of those that are not right. */
function mark(one: FaultCase): { mark: Mark; said: string[] } {
  const answers = playCase(one)
  const marks = one.expect.map(({ verdict, side }, index): Mark => {
    const answer = answers[index]!
    if (answer.side === side) return answer.verdict === verdict ? 'right' : 'wrong'
    return answer.side === 'unknown' || answer.verdict === 'connecting' ? 'unknown' : 'wrong'
  })
  const said = one.expect.flatMap(({ at, verdict, side }, index) =>
    marks[index] === 'right'
      ? []
      : [
          `${one.id} at ${at}: ${answers[index]!.verdict} (${answers[index]!.side}), not ${verdict} (${side})`,
        ],
  )
  const found = (['wrong', 'unknown'] as const).find(worst => marks.includes(worst)) ?? 'right'
  return { mark: found, said }
}

const marked = cases.map(mark)
const share = (of: Mark) => marked.filter(one => one.mark === of).length / marked.length

test('nine of ten faults are laid where they belong, one of fifty at most elsewhere, the rest nowhere', () => {
  const said = marked.flatMap(one => one.said)
  if (said.length > 0) process.stdout.write(`${said.join('\n')}\n`)
  expect(ours.length).toBeGreaterThanOrEqual(54)
  expect(share('right')).toBeGreaterThanOrEqual(0.9)
  expect(share('wrong')).toBeLessThanOrEqual(0.02)
})

test('a file that is wrong is refused by the name of the case', () => {
  const wrong = (change: object) => () => readCases(JSON.stringify({ cases: [{ ...ours[0], ...change }] }))
  expect(wrong({ expect: [{ at: 5, verdict: 'fine', side: 'none' }] })).toThrow('healthy-lesson / expect / 0')
  expect(wrong({ timeline: [{ at: 5 }] })).toThrow('exactly one of home, school, platform')
  expect(wrong({ lessons: [[600, 0]] })).toThrow('the span from 600 ends at 0')
  expect(wrong({ sets: ['home'], timeline: [{ at: 5, school: { help: true } }] })).toThrow(
    'none serves there',
  )
  expect(wrong({ timeline: [{ at: 5, home: { help: true }, received: 1 }] })).toThrow('arrives before that')
  expect(() => readCases(JSON.stringify({ cases: [ours[0], ours[0]] }))).toThrow('two of this id')
})
