import { expect, test } from 'vitest'
import { readRow } from './row-rules.ts'

const read = (day: string) =>
  readRow(
    2,
    new Map([
      ['traject', 'T-2026-0412'],
      ['aangevraagd', day],
    ]),
    '2026-12-31',
  )

test.each([
  '23/11/2026',
  '23-11-2026',
  '23.11.2026',
  '2026-11-23',
  '2026-11-23 08:30',
  '2026-11-23T00:00:00',
  '2026-11-22T23:00:00.000Z',
  '2026-11-22T23:30:00+00:00',
])('%s is the twenty-third of November', text => {
  const { read: row, wrong } = read(text)
  expect([row.milestones, wrong]).toEqual([[{ name: 'requested', side: null, day: '2026-11-23' }], []])
})

test.each(['23/11/26', '11/23/2026', '31/11/2026', '46349', '2026-13-01T08:00:00Z'])(
  '%s is no day, and told',
  text =>
    expect(read(text).wrong).toMatchObject([{ column: 'aangevraagd', value: text, wrong: 'unreadable' }]),
)
