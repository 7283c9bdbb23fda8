import { describe, expect, test } from 'vitest'
import { csvRow } from '../platform/files/csv.ts'
import { pairCondition } from './rules.ts'
import { presenceStretches, withGaps } from './set/series-rules.ts'

describe('the condition of a pair', () => {
  test.each([
    ['online', 'online', 'connected'],
    ['online', 'lost', 'lost'],
    ['suspect', 'lost', 'lost'],
    ['suspect', 'off', 'suspect'],
    ['degraded', 'online', 'degraded'],
    ['degraded', 'suspect', 'suspect'],
    ['degraded', 'unheard', 'degraded'],
    ['degraded', 'off', 'degraded'],
    ['unheard', 'online', 'unknown'],
    ['unheard', 'off', 'unknown'],
    ['off', 'online', 'off'],
    [undefined, 'online', 'unknown'],
    [undefined, undefined, 'unknown'],
  ] as const)('%s and %s is %s', (home, school, condition) => {
    expect(pairCondition(home, school)).toBe(condition)
    expect(pairCondition(school, home)).toBe(condition)
  })
})

describe('charts', () => {
  const point = (minute: number) => ({ at: minute * 60_000, seconds: 60, values: [minute] })

  test('reports in step are one line', () => {
    expect(withGaps([point(1), point(2), point(3)], 1)).toHaveLength(3)
  })

  test('a report that is a little late makes no gap', () => {
    expect(withGaps([point(1), { ...point(2), at: 125_000 }], 1)).toHaveLength(2)
  })

  test('a missing report is a gap', () => {
    const rows = withGaps([point(1), point(3)], 1)
    expect(rows.map(({ values }) => values)).toEqual([[1], [null], [3]])
    expect(rows[1]?.at).toBeGreaterThan(60_000)
  })

  test('presence has no holes and no stretch of nothing', () => {
    const changes = [
      { at: 50, presence: 'online' },
      { at: 150, presence: 'suspect' },
      { at: 160, presence: 'suspect' },
      { at: 170, presence: 'lost' },
    ] as const
    expect(presenceStretches(changes, 'unheard', 100, 200)).toEqual([
      { from: 100, to: 150, state: 'online' },
      { from: 150, to: 170, state: 'suspect' },
      { from: 170, to: 200, state: 'lost' },
    ])
    expect(presenceStretches([], 'unheard', 100, 200)).toEqual([{ from: 100, to: 200, state: 'unheard' }])
  })
})

describe('a spreadsheet line', () => {
  test('a formula becomes text', () => {
    expect(csvRow(['=HYPERLINK("x")', '+1', '-1', '@a', '\tb'], 'en')).toBe(
      `"'=HYPERLINK(""x"")",'+1,'-1,'@a,'\tb\r\n`,
    )
  })

  test('numbers carry the mark of the language, also below zero', () => {
    expect(csvRow([1.5, -2.25, null, 'a;b'], 'nl')).toBe('1,5;-2,25;;"a;b"\r\n')
    expect(csvRow([1.5, -2.25, null, 'a;b'], 'en')).toBe('1.5,-2.25,,"a;b"\r\n')
  })
})
