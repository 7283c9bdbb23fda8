import { expect, test } from 'vitest'
import { closedDays } from './queries.ts'

const closed = closedDays(2026, 2031)

test.each([
  ['All Saints on a Sunday, so the week after it', '2026-11-02', true],
  ['the Friday before', '2026-10-30', false],
  ['Armistice day', '2026-11-11', true],
  ['the day after it', '2026-11-12', false],
  ['Christmas on a Saturday: school until the day before', '2027-12-23', false],
  ['and closed until the second Sunday of January', '2028-01-09', true],
  ['carnival, seven weeks before Easter', '2027-02-08', true],
  ['the Friday after Ascension', '2028-05-26', true],
  ['Whit Monday', '2030-06-10', true],
  ['late Easter: its Monday comes on top', '2030-04-22', true],
  ['the last day of June', '2031-06-30', false],
  ['the first of September', '2031-09-01', false],
  ['the national day is in the summer', '2031-07-21', true],
])('%s: %s', (_name, day, isClosed) => {
  expect(closed.has(day)).toBe(isClosed)
})

test('nothing outside the years that were asked for', () => {
  expect([...closed.keys()].every(day => day >= '2026-01-01' && day <= '2031-12-31')).toBe(true)
})
