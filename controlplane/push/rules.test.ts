import { expect, test } from 'vitest'
import { outcomeOf, pushText } from './rules.ts'

test.each([
  ['nl', 1, 'P1, 1 kind wacht'],
  ['nl', 12, 'P1, 12 kinderen wachten'],
  ['en', 1, 'P1, 1 child waits'],
  ['en', 2, 'P1, 2 children wait'],
] as const)('in %s, with %i who wait, a push says: %s', (language, waiting, text) => {
  expect(pushText({ kind: 'p1', params: { waiting } }, language)).toBe(text)
})

test('only what may go well later is tried again, and only what is gone is forgotten', () => {
  expect([200, 201, 202].map(outcomeOf)).toEqual(['taken', 'taken', 'taken'])
  expect([404, 410].map(outcomeOf)).toEqual(['gone', 'gone'])
  expect([undefined, 429, 500, 503].map(outcomeOf)).toEqual(['put_off', 'put_off', 'put_off', 'put_off'])
  expect([301, 400, 401, 403, 413].map(outcomeOf)).toEqual([
    'refused',
    'refused',
    'refused',
    'refused',
    'refused',
  ])
})
