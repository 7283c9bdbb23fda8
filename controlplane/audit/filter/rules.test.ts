import { expect, test } from 'vitest'
import { askedOf } from './rules.ts'

const everything = { reach: 'all', accountId: 'a' } as const
const utc = (text: string) => Date.parse(text)

test.each([
  ['2026-01-15', '2026-01-14T23:00Z', '2026-01-15T23:00Z'],
  ['2026-07-15', '2026-07-14T22:00Z', '2026-07-15T22:00Z'],
  // The clock goes forward: 23 hours. It goes back: 25.
  ['2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
  ['2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
])('the day %s in Brussels is from %s until %s', (day, from, until) => {
  const asked = askedOf({ from: day, until: day }, everything)
  expect(asked).toMatchObject({ from: utc(from), until: utc(until) })
})

test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-01-01'])(
  'the calendar has no %s',
  day => {
    expect(askedOf({ from: day }, everything)).toBeUndefined()
    expect(askedOf({ until: day }, everything)).toBeUndefined()
  },
)

test('who reaches only their own acts sees no others, whoever they ask for', () => {
  expect(askedOf({ actor: 'b' }, { reach: 'own', accountId: 'a' })).toMatchObject({ own: 'a', actor: 'b' })
  expect(askedOf({}, everything)).toMatchObject({ own: undefined, actor: undefined })
})
