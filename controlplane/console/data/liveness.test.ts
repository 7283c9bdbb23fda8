import { expect, test } from 'vitest'
import type { Link } from './live.ts'
import { livenessOf } from './liveness.ts'

const now = 1_800_000_000_000
const link = (state: Link['state'], seconds: number, heardSeconds = seconds): Link => ({
  state,
  at: now - seconds * 1000,
  since: now - heardSeconds * 1000,
})

test('live is a stream that is alive under answers that are no older than half a minute', () => {
  expect(livenessOf(link('live', 600), undefined, now).state).toBe('live')
  expect(livenessOf(link('live', 600), now - 29_000, now).state).toBe('live')
  expect(livenessOf(link('live', 600), now - 30_000, now)).toEqual({ state: 'old', asOf: now - 30_000 })
})

test('a stream that is away for less than eight seconds is no news, and then tells up to when it was heard', () => {
  expect(livenessOf(link('lost', 7), undefined, now).state).toBe('opening')
  expect(livenessOf(link('lost', 8, 20), undefined, now)).toEqual({ state: 'old', asOf: now - 20_000 })
  expect(livenessOf(link('opening', 8), undefined, now).state).toBe('old')
})

test('of a stream that is away and an answer that waits the older one counts', () => {
  expect(livenessOf(link('lost', 9), now - 100_000, now)).toEqual({ state: 'old', asOf: now - 100_000 })
})
