import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AuditPage } from '../../controlplane/audit/api.ts'
import type { LocationDetail } from '../../controlplane/overview/locations/api.ts'
import type { ImportAnswer } from '../../controlplane/platform/files/table/import-api.ts'
import { writeTable } from '../../controlplane/platform/files/table/write.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'

let plane: TestControlPlane

beforeAll(async () => {
  plane = await startControlPlane()
})
afterAll(() => plane.stop())
beforeEach(async () => {
  await plane.sql`delete from contacts`
  await plane.sql`delete from locations`
})

type Cell = string | number | null
const file = async (rows: readonly (readonly Cell[])[], as: 'csv' | 'xlsx' = 'csv') => {
  const [headings, ...others] = rows
  return (await writeTable(as, headings as string[], others)).toString('base64')
}
const send = (content: string, dryRun = false, person: SignedIn = plane.admin) =>
  tellAs(person, '/api/locations/import', { name: 'scholen', content, dryRun })
const take = async (rows: readonly (readonly Cell[])[], dryRun = false) => {
  const answer = await send(await file(rows), dryRun)
  expect([200, answer.headers.get('cache-control')]).toEqual([answer.status, 'no-store'])
  return (await answer.json()) as ImportAnswer
}
const detail = async (code: string) =>
  (await (await askAs(plane.admin, `/api/locations/${code}`)).json()) as LocationDetail
const contacts = async (code: string) =>
  ((await (await askAs(plane.admin, `/api/locations/${code}/contacts`)).json()) as { contacts: object[] })
    .contacts
const taken = async (as: 'csv' | 'xlsx') => {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await askAs(plane.admin, `/api/locations/export?as=${as}`, { headers })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}
const everything = async () => ({
  places: await plane.sql`select * from locations order by code`,
  contacts: await plane.sql`select * from contacts order by id`,
})
const acts = async (act: string) =>
  ((await (await askAs(plane.admin, `/api/audit?act=${act}`)).json()) as AuditPage).rows

const school = [
  ['Code', 'Soort', 'Naam school', 'GEMEENTE', 'Provider', 'instellings­nummer', 'Vestigingsnr', 'Niveau'],
  ['SCH-001', 'School', 'De Wegwijzer', 'Leuven', 'Telenet', '41001', '1', 'Lager onderwijs'],
]
const weekly = [
  [
    'code',
    'bel maandag',
    'Dinsdag',
    'bel woensdag',
    'ICT-contact naam',
    'ICT-contact telefoon',
    'ict e-mail',
  ],
  [
    'SCH-001',
    '8:30-12:05, 13:10-15:50',
    '8u30 - 12u / 13.10-15.50',
    'gesloten',
    'Bram Nys',
    '016 12 34 56',
    'bram@school.example',
  ],
]

test('a list of schools as somebody at a desk has it is taken in, and again changes nothing', async () => {
  const first = await take(school)
  expect(first).toMatchObject({
    isDry: false,
    rows: 1,
    added: 1,
    changed: 0,
    same: 0,
    wrong: [],
    ignored: [],
  })
  expect(first.columns).toEqual([
    ...['code', 'soort', 'naam', 'gemeente', 'provider', 'instellingsnummer', 'vestigingsnummer', 'niveau'],
  ])
  expect(await detail('SCH-001')).toMatchObject({
    ...{ kind: 'school', name: 'De Wegwijzer', municipality: 'Leuven', provider: 'Telenet' },
    ...{ institutionNo: '41001', siteNo: '1', level: 'primary', bells: null },
  })
  const before = await everything()
  expect(await take(school)).toMatchObject({ added: 0, changed: 0, same: 1 })
  expect(await everything()).toEqual(before)
})

test('bells and whom to call come along, and what a file leaves out stays as it was', async () => {
  await take(school)
  expect(await take(weekly)).toMatchObject({ added: 0, changed: 1, same: 0 })
  const bells = [
    [1, 510, 725],
    [1, 790, 950],
    [2, 510, 720],
    [2, 790, 950],
  ]
  expect(await detail('SCH-001')).toMatchObject({ name: 'De Wegwijzer', level: 'primary', bells })
  const bram = { role: 'school_ict', name: 'Bram Nys', phone: '016 12 34 56', email: 'bram@school.example' }
  expect(await contacts('SCH-001')).toMatchObject([bram])
  expect(await take(weekly)).toMatchObject({ changed: 0, same: 1 })
  await take([
    ['code', 'ICT-contact naam', 'ICT-contact telefoon'],
    ['SCH-001', 'Bram Nys', '0470 11 22 33'],
  ])
  expect(await contacts('SCH-001')).toMatchObject([{ ...bram, phone: '0470 11 22 33' }])
})

test('a site without a code gets one of its numbers, and is known by them afterwards', async () => {
  const rows = [
    ['instellingsnummer', 'vestigingsnummer', 'naam'],
    [41002, 3, 'Sint-Jan'],
  ]
  expect(await take(rows)).toMatchObject({ added: 1 })
  expect(await detail('SCH-41002-3')).toMatchObject({ name: 'Sint-Jan', kind: 'school' })
  await take(school)
  const known = [
    ['instellingsnummer', 'vestigingsnummer', 'naam'],
    [41001, 1, 'De Nieuwe Wegwijzer'],
  ]
  expect(await take(known)).toMatchObject({ added: 0, changed: 1 })
  expect(await detail('SCH-001')).toMatchObject({ name: 'De Nieuwe Wegwijzer' })
})

test('a dry run says what would happen, and nothing does', async () => {
  const before = [await everything(), await acts('locations_imported')]
  const said = await take([...school, ['SCH-002', '', 'Twee', '', '', '', '', '']], true)
  expect(said).toMatchObject({ isDry: true, rows: 2, added: 2, changed: 0, same: 0 })
  expect([await everything(), await acts('locations_imported')]).toEqual(before)
})

test('with one wrong row nothing is taken in, and every wrong cell is named with what was expected', async () => {
  const long = 'x'.repeat(121)
  const said = await take([
    ['code', 'soort', 'naam', 'instellingsnummer', 'vestigingsnummer', 'niveau', 'bel vrijdag', 'ICT e-mail'],
    ['SCH-001', 'school', 'Goed', '41001', '1', 'lager', '8:30-12:00', null],
    ['SCH 2', 'kasteel', long, '41a', '1', 'hoog', '8:30-12:00', null],
    ['SCH-003', 'school', null, '41003', null, null, '12:00-8:30', null],
    ['SCH-001', 'school', null, null, null, null, null, null],
    ['SCH-004', 'school', null, '41001', '1', null, '8:30-25:00', null],
    [null, 'school', 'Zonder code', null, null, null, null, null],
    ['ZH-1', 'ziekenhuis', null, null, null, 'lager', null, null],
    ['TH-1', 'thuis', 'Familie', null, null, null, null, null],
    ['SCH-005', 'school', null, '41001', '1', null, null, null],
    ['SCH-006', 'school', null, null, null, null, null, 'bram'],
  ])
  expect(said).toMatchObject({ added: 0, changed: 0, same: 0 })
  const cells = said.wrong.map(({ row, column, wrong }) => `${row} ${column}: ${wrong}`)
  expect(cells).toEqual([
    '3 code: unreadable',
    '3 soort: unknown',
    '3 naam: too_long',
    '3 instellingsnummer: unreadable',
    '3 niveau: unknown',
    '4 bel vrijdag: conflict',
    '5 code: twice',
    '6 bel vrijdag: unreadable',
    '7 code: missing',
    '8 niveau: not_allowed',
    '9 naam: not_allowed',
    '10 instellingsnummer: conflict',
    '11 ICT-contact naam: missing',
    '11 ICT-contact e-mail: unreadable',
  ])
  expect(said.wrongCount).toBe(14)
  expect(said.wrong.find(({ column }) => column === 'niveau')).toEqual({
    ...{ row: 3, column: 'niveau', value: 'hoog', wrong: 'unknown' },
    expected: 'kleuter, lager, secundair, buitengewoon lager, buitengewoon secundair',
  })
  expect(await everything()).toMatchObject({ places: [], contacts: [] })
})

test('the good rows are taken without the bad ones, counted as they are, and what changes is shown old beside new', async () => {
  await take(school)
  const rows = [
    ['code', 'naam', 'gemeente', 'soort', 'ICT-contact naam'],
    ['SCH-001', 'De Wegwijzer', 'Heverlee', null, 'Bram Nys'],
    ['SCH-002', 'Sint-Jan', 'Gent', 'school', null],
    ['SCH-003', 'Fout', 'Gent', 'kasteel', null],
    ['SCH-002', 'Nog eens', 'Gent', 'school', null],
  ]
  const content = await file(rows)
  const ask = async (more: { dryRun: boolean; goodRows?: boolean }) =>
    (
      await tellAs(plane.admin, '/api/locations/import', { name: 'x', content, ...more })
    ).json() as Promise<ImportAnswer>
  const said = await ask({ dryRun: true })
  expect(said).toMatchObject({ rows: 4, added: 1, changed: 1, same: 0, refused: 2, wrongCount: 2 })
  expect(said.differences).toEqual([
    { row: 2, of: 'SCH-001', column: 'gemeente', before: 'Leuven', after: 'Heverlee', isHidden: false },
    { row: 2, of: 'SCH-001', column: 'ICT-contact naam', before: null, after: null, isHidden: true },
  ])
  expect((await everything()).places).toHaveLength(1)
  expect(await ask({ dryRun: false })).toMatchObject({ added: 0, changed: 0, same: 0, refused: 2 })
  expect((await everything()).places).toHaveLength(1)
  expect(await ask({ dryRun: false, goodRows: true })).toMatchObject({ added: 1, changed: 1, refused: 2 })
  expect(await detail('SCH-001')).toMatchObject({ municipality: 'Heverlee' })
  expect(await detail('SCH-002')).toMatchObject({ name: 'Sint-Jan' })
})

describe('the file that is taken along is the file that is taken in', () => {
  test.each(['csv', 'xlsx'] as const)('as %s', async as => {
    const [headings, wegwijzer] = [
      [...school[0]!, ...weekly[0]!.slice(1)],
      [...school[1]!, ...weekly[1]!.slice(1)],
    ]
    await take([
      headings,
      wegwijzer,
      ['ZH-001', 'ziekenhuis', '=HYPERLINK("http://192.0.2.1")', '"aan; zee"'],
      ['TH-001', 'thuis', null, 'Gent'],
      ['SCH-002', 'school', 'Sint-Jozef: «Ècole»', '@home'],
      ['SCH-003', 'school', "'s Gravenbrakel", '+32'],
    ])
    const content = await taken(as)
    const before = await everything()
    const again = (await (await send(content.toString('base64'))).json()) as ImportAnswer
    expect(again).toMatchObject({ rows: 5, added: 0, changed: 0, same: 5, wrong: [], ignored: [] })
    expect(await everything()).toEqual(before)
    await plane.sql`delete from contacts`
    await plane.sql`delete from locations`
    await send(content.toString('base64'))
    const fields = ({ places }: Awaited<ReturnType<typeof everything>>) =>
      places.map(({ id: _id, registered_at: _at, ...place }) => place)
    expect(fields(await everything())).toEqual(fields(before))
    expect(await contacts('SCH-001')).toMatchObject([{ name: 'Bram Nys', phone: '016 12 34 56' }])
    if (as === 'csv') expect(content.toString()).not.toMatch(/(^|[;"])[=@+]/m)
  })

  test('whose telephone is in it, is written down', async () => {
    await take(school)
    await take(weekly)
    await taken('csv')
    const [read] = await plane.sql`select account_id, record, how from access_log order by no desc limit 1`
    expect(read).toEqual({ account_id: plane.admin.accountId, record: 'contacts:SCH-001', how: 'export' })
    expect((await acts('locations_exported'))[0]).toMatchObject({
      detail: { rows: 1, contacts: 1, as: 'csv' },
    })
  })
})

test('six hundred schools are taken in at once, written down once, and a second time nothing changes', async () => {
  const rows = Array.from({ length: 600 }, (_, index) => [
    ...[null, 'school', `School ${index}`, 'Leuven', 'Telenet', 41_000 + index, 1, 'secundair'],
    ...[
      '8:30-12:05, 13:10-15:50',
      '8:30-12:05',
      `Bram ${index}`,
      '016 12 34 56',
      `bram${index}@school.example`,
    ],
  ])
  const headings = [
    ...(school[0] as string[]),
    'bel maandag',
    'bel woensdag',
    'ICT naam',
    'ICT telefoon',
    'ICT e-mail',
  ]
  const acted = (await acts('locations_imported')).length
  expect(await take([headings, ...rows])).toMatchObject({ added: 600, wrong: [] })
  expect(await take([headings, ...rows])).toMatchObject({ added: 0, changed: 0, same: 600 })
  expect((await acts('locations_imported')).length).toBe(acted + 2)
})
