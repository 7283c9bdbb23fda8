import { expect, test } from 'vitest'
import { readWeeks } from './file-rules.ts'

const read = (dag: string) =>
  readWeeks([
    { row: 2, cells: new Map(Object.entries({ traject: 'T-2026-0001', dag, van: '8u30', tot: '9:20' })) },
  ])
const daysOf = (dag: string) => read(dag).weeks.flatMap(({ week }) => week.map(([day]) => day))

test.each([
  ['maandag', [1]],
  ['ma di do', [1, 2, 4]],
  ['ma, di en do', [1, 2, 4]],
  ['Ma/Di', [1, 2]],
  ['ma t/m vr', [1, 2, 3, 4, 5]],
  ['di tot en met do', [2, 3, 4]],
  ['Monday to Wednesday', [1, 2, 3]],
  ['ma-di', [1, 2]],
])('%s are days', (text, days) => {
  expect([daysOf(text), read(text).wrong]).toEqual([days, []])
})

test.each(['ma-vr', 'ma - wo - vr', 'vr t/m ma', 'elke dag', '', 'ma t/m'])(
  '%j may mean several things or none, and is told',
  text => expect(read(text)).toMatchObject({ weeks: [], wrong: [{ row: 2, column: 'dag', value: text }] }),
)
