import { expect, test } from 'vitest'
import { ruleNames, rules } from '../rules.ts'
import { settingsOf, wrongIn } from './rules.ts'

test('what nobody changed holds as it is delivered', () => {
  const settings = settingsOf({ camera: { holdSeconds: 90, priorities: { otherwise: null } } })
  expect(settings.camera).toEqual({
    on: true,
    holdMs: 90_000,
    clearMs: { lesson: 120_000, run_up: 120_000, otherwise: 120_000 },
    priorities: { lesson: 1, run_up: 2, otherwise: null },
    limits: {},
  })
  expect(settings.sound.clearMs).toEqual({ lesson: 180_000, run_up: 180_000, otherwise: 600_000 })
  expect(settings.poor_line.limits).toEqual({ lossPercent: 5, rttMs: 300, jitterMs: 50 })
})

test('an edit is told every field that is wrong, and what would have been right', () => {
  expect(
    wrongIn('poor_line', {
      holdSeconds: -1,
      limits: { lossPercent: 80, speed: 3 },
      priorities: { lesson: 5 as never, run_up: null },
    }),
  ).toEqual([
    { field: 'holdSeconds', expected: '0 to 3600' },
    { field: 'limits.lossPercent', expected: '0.5 to 50' },
    { field: 'limits.speed', expected: 'lossPercent, rttMs, jitterMs' },
    { field: 'priorities.lesson', expected: '1, 2, 3, 4 or null' },
  ])
  expect(wrongIn('help', { limits: { speed: 3 } })).toEqual([
    { field: 'limits.speed', expected: 'no limits' },
  ])
})

test('every number of every rule as it is delivered may stand there', () => {
  for (const name of ruleNames) {
    const { holdSeconds, clearSeconds, limits } = rules[name]
    const edit = {
      holdSeconds: holdSeconds.value,
      ...(clearSeconds && { clearSeconds: clearSeconds.value }),
      limits: Object.fromEntries(Object.entries(limits).map(([limit, { value }]) => [limit, value])),
    }
    expect([name, wrongIn(name, edit)]).toEqual([name, []])
  }
})
