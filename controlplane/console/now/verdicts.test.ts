import { expect, test } from 'vitest'
import type { BoardPair, BoardStorm } from '../../overview/board/api.ts'
import { arrange, explainedBy, wrongSince } from './arrangement.ts'
import { countsOf } from './counts.ts'
import { itemsOf } from './items.ts'

const noon = 1_000_000_000
const lesson = { status: 'lesson', ground: 'timetable', until: noon + 600_000 } as const
type Verdict = NonNullable<BoardPair['verdict']>['verdict']

function pair(trajectory: string, verdict: Verdict | null, since = noon): BoardPair {
  const well = { presence: 'online', presenceSince: 0, heardAt: noon, camera: 'ok', sound: 'ok' } as const
  return {
    trajectory,
    place: { code: 'S1', name: 'De Wegwijzer', municipality: 'Leuven' },
    lesson,
    verdict: verdict && { verdict, side: null, since },
    home: { ...well, set: `H-${trajectory}`, simulated: false },
    school: { ...well, set: `K-${trajectory}`, simulated: false },
  }
}
function storm(code: string, pairs: string[]): BoardStorm {
  const place = { code, name: null, municipality: null }
  const key = `location:${code}/storm`
  return {
    id: code,
    key,
    rule: 'storm_location',
    place,
    provider: null,
    since: noon,
    gone: 3,
    went: 3,
    pairs,
  }
}

const pairs = [
  pair('A', 'good'),
  pair('B', 'child_waits', noon - 1000),
  pair('C', 'child_waits_class_gone', noon - 9000),
  pair('D', 'class_waits'),
  pair('E', 'lesson_poor'),
  pair('F', 'connecting'),
  pair('G', 'unknown'),
  pair('H', 'no_lesson'),
  pair('I', null),
]

test('lessons stand by what is said of them, and who waits longest stands first', () => {
  expect(arrange(pairs, noon)).toEqual({
    ...{ storm: [], asks: ['C', 'B'], soon: ['D', 'E'], back: [], connecting: ['F'], unknown: ['G'] },
    ...{ good: ['A'], no_lesson: ['H'], off: [], connected: ['I'] },
  })
  expect(wrongSince(pairs[2]!, noon)).toBe(noon - 9000)
})

test('what a storm explains stands under the storm alone, and is counted as no child that waits', () => {
  const storms = [storm('S1', ['C', 'G'])]
  const { asks, unknown, storm: under } = arrange(pairs, noon, explainedBy(storms))
  expect({ asks, unknown, under }).toEqual({ asks: ['B'], unknown: [], under: ['C', 'G'] })
  const counts = countsOf({ at: noon, pairs, storms, questioned: [] })
  expect(counts).toMatchObject({ storms: 1, storm: 2, waits: 1, asks: 1, lessons: 9, notKnown: 2, good: 1 })
})

test('each storm has a line whatever is filtered, with each pair once, and what a hand still holds below', () => {
  const storms = [storm('S1', ['A', 'B']), storm('S2', ['B', 'C'])]
  const shown = { ...arrange(pairs, noon, explainedBy(storms)), storm: ['A', 'B', 'C', 'D'] }
  const keys = (address: object, live = storms) =>
    itemsOf({ pairs, storms: live, shown, address, children: new Map(), at: noon })
      .slice(0, 6)
      .map(({ key }) => key)
  const [one, two] = ['storm location:S1/storm', 'storm location:S2/storm']
  expect(keys({ open: 'storm' })).toEqual([one, 'A', 'B', two, 'C', 'D'])
  expect(keys({}).slice(0, 2)).toEqual([one, two])
  expect(keys({ q: 'nobody' })).toEqual([one, two])
  expect(keys({}, []).slice(0, 4)).toEqual(['A', 'B', 'C', 'D'])
})
