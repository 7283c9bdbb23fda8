import { describe, expect, test } from 'vitest'
import { conventions } from './conventions.ts'
import { readSources, type Source } from './sources.ts'

const real = readSources()
const lines = (count: number) => 'const a = 1\n'.repeat(count)
const setsTable: Source = {
  path: 'controlplane/sets/tables.ts',
  text: "export const setParts = pgTable('set_part', {})",
}
const inDevices = (text: string): Source[] => [setsTable, { path: 'controlplane/devices/actions.ts', text }]

// The words are put together here, or this file would break the rules that it proves.
const environment = ['process', 'env'].join('.')
const mock = ['vi', 'mock("./link.ts")'].join('.')

const clockOf = 'controlplane/sets/actions.ts'
const testOf = 'test/flows/a.test.ts'
const broken: Record<keyof typeof conventions, Source[][]> = {
  'the environment is read in settings.ts alone': [
    [{ path: 'agent/link.ts', text: `const a = ${environment}.A` }],
  ],
  'nothing we own is mocked': [[{ path: 'test/flows/a.test.ts', text: mock }]],
  'the server asks the time of its clock alone': [
    [{ path: clockOf, text: 'const at = Date.now()' }],
    [{ path: clockOf, text: 'const at = new Date()' }],
    [{ path: clockOf, text: 'sql`update set_part set at = now()`' }],
    [{ path: clockOf, text: 'sql`select label, now() from set_part`' }],
    [{ path: clockOf, text: 'sql`where at < current_timestamp`' }],
    [{ path: 'controlplane/sets/tables.ts', text: "instant('at').default(sql`now()`)" }],
  ],
  'in a test time passes by its clock, and not by what it writes': [
    [{ path: testOf, text: 'sql`update set_part set at = now()`' }],
    [{ path: testOf, text: 'sql`\n  insert into set_part (at) select clock_timestamp()`' }],
    [{ path: testOf, text: "sql`update set_part set at = at - interval '6 minutes'`" }],
    [{ path: testOf, text: 'sql`update set_part set at = $' + '{Date.now() - ms}::timestamptz`' }],
    [{ path: 'test/support/a.ts', text: 'const statement = "delete from set_part where at < now()"' }],
  ],
  'a name says what is in the file': [
    [{ path: 'agent/link-helpers.ts', text: '' }],
    [{ path: 'agent/report/index.ts', text: '' }],
    [{ path: 'controlplane/platform/utils.ts', text: '' }],
  ],
  'no file is longer than 300 lines': [[{ path: 'agent/link.ts', text: lines(301) }]],
  'nine of ten files have at most 200 lines': [
    [...Array(8)].map((_, n) => ({ path: `agent/${n}.ts`, text: lines(n < 1 ? 201 : 10) })),
  ],
  'nine of ten style sheets have at most 200 lines': [[{ path: 'a.module.css', text: lines(201) }]],
  'no function is longer than 60 lines': [
    [{ path: 'agent/link.ts', text: `function open() {\n${lines(59)}}\n` }],
    [{ path: 'agent/link.tsx', text: `const open = () => {\n  const inner = () => {\n${lines(59)}}\n}\n` }],
  ],
  'a feature has only the files of the vocabulary': [
    [{ path: 'controlplane/sets/label.ts', text: '' }],
    [{ path: 'controlplane/sets/label/code.ts', text: '' }],
    [{ path: 'controlplane/sets/lively.ts', text: '' }],
  ],
  'a feature has one level of subjects': [
    [{ path: 'controlplane/sets/label/code/rules.ts', text: '' }],
    [{ path: 'controlplane/sets/label/code/more/outside.ts', text: '' }],
  ],
  'a table is written by its own feature alone': [
    inDevices('await database.insert(setParts).values([])'),
    inDevices('await sql`update set_part set label = 1`'),
    inDevices('await sql`\n  delete from\n    "set_part" where true`'),
    inDevices('await sql`insert into $' + '{sql(setParts)} values (1)`'),
  ],
}

const kept: Record<keyof typeof conventions, Source[]> = {
  'the environment is read in settings.ts alone': [
    { path: 'agent/settings.ts', text: `const a = ${environment}.A` },
  ],
  'nothing we own is mocked': [{ path: 'test/flows/a.test.ts', text: 'vi.setSystemTime(0)' }],
  'the server asks the time of its clock alone': [
    { path: clockOf, text: 'const at = now()\nsql`where at < $' + '{now()}`' },
    { path: 'controlplane/platform/clock.ts', text: 'Date.now()' },
    { path: 'controlplane/console/board.ts', text: 'Date.now()' },
  ],
  'in a test time passes by its clock, and not by what it writes': [
    {
      path: testOf,
      text: 'const at = now()\nsql`update set_part set at = $' + '{clock.now()}::timestamptz`',
    },
    { path: testOf, text: 'const damage = ["at + interval \'1 second\'"]\nsql`select from set_part`' },
    { path: 'test/bench/a.ts', text: 'sql`insert into set_part select now()`' },
  ],
  'a name says what is in the file': [{ path: 'agent/link.ts', text: '' }],
  'no file is longer than 300 lines': [{ path: 'agent/link.ts', text: lines(300) }],
  'nine of ten files have at most 200 lines': [...Array(10)].map((_, n) => ({
    path: `agent/${n}.ts`,
    text: lines(n < 1 ? 201 : 10),
  })),
  'nine of ten style sheets have at most 200 lines': [{ path: 'a.module.css', text: lines(200) }],
  'no function is longer than 60 lines': [
    { path: 'agent/link.ts', text: `function open() {\n${lines(58)}}\n${lines(20)}` },
  ],
  'a feature has only the files of the vocabulary': [
    { path: 'controlplane/sets/label-rules.test.ts', text: '' },
    { path: 'controlplane/sets/live.ts', text: '' },
    { path: 'controlplane/sets/label/outside.ts', text: '' },
  ],
  'a feature has one level of subjects': [
    { path: 'controlplane/sets/rules.ts', text: '' },
    { path: 'controlplane/sets/label/rules.ts', text: '' },
    { path: 'controlplane/platform/postgres/migrations/meta/a.ts', text: '' },
  ],
  'a table is written by its own feature alone': [
    setsTable,
    { path: 'controlplane/sets/actions.ts', text: 'await sql`update set_part set label = 1`' },
    { path: 'controlplane/devices/queries.ts', text: 'await sql`select * from set_part`' },
  ],
}

describe.each(Object.entries(conventions))('%s', (name, judge) => {
  const rule = name as keyof typeof conventions

  test.each(broken[rule].map(sources => ({ sources })))('a file that breaks it is named', ({ sources }) => {
    expect(judge(sources).length).toBeGreaterThan(0)
  })

  test('a file that keeps it is not', () => {
    expect(judge(kept[rule])).toEqual([])
  })

  test('the whole project keeps it', () => {
    expect(real.length).toBeGreaterThan(50)
    expect(judge(real)).toEqual([])
  })
})
