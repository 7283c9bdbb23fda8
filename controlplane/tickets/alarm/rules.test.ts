import { expect, test } from 'vitest'
import { type AlarmStep, alarmsDue } from './rules.ts'

const since = 1_800_000_000_000
const due = (
  seconds: number,
  { told = [], isAnybodyOn = true }: { told?: AlarmStep[]; isAnybodyOn?: boolean } = {},
) => alarmsDue({ since, told }, { isAnybodyOn, now: since + seconds * 1000 })

test('who is on duty hears of it after a minute, the leads after three, each once', () => {
  expect([59, 60, 179].map(seconds => due(seconds))).toEqual([[], ['duty'], ['duty']])
  expect(due(180, { told: ['duty'] })).toEqual(['lead'])
  expect(due(3600, { told: ['duty', 'lead'] })).toEqual([])
})

test('with nobody on duty the leads hear of it after a minute', () => {
  expect([59, 60].map(seconds => due(seconds, { isAnybodyOn: false }))).toEqual([[], ['lead']])
})
