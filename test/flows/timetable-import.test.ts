import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ImportAnswer } from '../../controlplane/platform/files/table/import-api.ts'
import { writeTable } from '../../controlplane/platform/files/table/write.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

let plane: TestControlPlane

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 2)
})
afterAll(() => plane.stop())
beforeEach(() => plane.sql`delete from timetables`)

const send = (content: Buffer, dryRun = false, goodRows = false) =>
  tellAs(plane.admin, '/api/timetables/import', {
    name: 'lesroosters',
    content: content.toString('base64'),
    ...{ dryRun, goodRows },
  })
const take = async (text: string | Buffer, dryRun = false, goodRows = false): Promise<ImportAnswer> => {
  const answer = await send(Buffer.from(text), dryRun, goodRows)
  expect(answer.status).toBe(200)
  return answer.json() as Promise<ImportAnswer>
}
const weekOf = async (code: string) => {
  const [row] = await plane.sql<{ week: unknown }[]>`
    select week from timetables w join trajectories t on t.id = w.trajectory_id where t.code = ${code}`
  return row?.week
}

const file = [
  'Traject;Dag;Van;Tot',
  'T-2026-0001;ma di;8:30;10u10',
  'T-2026-0001;3;08.30;12:00',
  't-2026-0002;Vrijdag;9u;950',
].join('\r\n')

test('a file of timetables replaces the weeks that it names, and the second time nothing', async () => {
  const first = await take(file)
  expect(first).toMatchObject({ rows: 3, added: 2, changed: 0, same: 0, wrongCount: 0 })
  expect(await weekOf('T-2026-0001')).toEqual([
    [1, 510, 610],
    [2, 510, 610],
    [3, 510, 720],
  ])
  expect(await weekOf('T-2026-0002')).toEqual([[5, 540, 590]])
  expect(await take(file)).toMatchObject({ added: 0, changed: 0, same: 2 })
  expect(await take('traject,dag,van,tot\nT-2026-0001,za,09:00,10:00')).toMatchObject({ changed: 1 })
  expect(await weekOf('T-2026-0001')).toEqual([[6, 540, 600]])
  const acts = await plane.sql`select act from audit_log where act = 'timetables_imported'`
  expect(acts).toHaveLength(2)
})

test('a dry run says the same and keeps nothing', async () => {
  expect(await take(file, true)).toMatchObject({ isDry: true, added: 2 })
  expect(await weekOf('T-2026-0001')).toBeUndefined()
})

test('with one wrong row nothing is kept, and each wrong row is named with what was expected', async () => {
  const answer = await take(
    [
      'traject;dag;van;tot',
      'T-2026-0001;ma;08:30;10:00',
      'T-2026-0001;ma;09:30;11:00',
      'T-2026-9999;di;08:30;10:00',
      'T-2026-0002;feestdag;08:30;10:00',
      'T-2026-0002;wo;half negen;10:00',
      'T-2026-0002;do;05:00;10:00',
      'T-2026-0002;do;10:00;09:00',
      ';vr;10:00;11:00',
    ].join('\n'),
  )
  expect(answer).toMatchObject({ added: 0, changed: 0, rows: 8, refused: 8, wrongCount: 8 })
  expect(answer.wrong.map(({ row, column, wrong }) => [row, column, wrong])).toEqual([
    [2, null, 'with_another'],
    [3, null, 'conflict'],
    [4, 'traject', 'unknown'],
    [5, 'dag', 'unreadable'],
    [6, 'van', 'unreadable'],
    [7, 'van', 'not_allowed'],
    [8, 'tot', 'not_allowed'],
    [9, 'traject', 'missing'],
  ])
  expect(await weekOf('T-2026-0001')).toBeUndefined()
})

test('of good rows beside wrong ones only whole weeks are taken, and what changes is shown old beside new', async () => {
  await take(file)
  const before = await weekOf('T-2026-0001')
  const text = [
    'traject;dag;van;tot',
    'T-2026-0002;vr;13:00;14:00',
    'T-2026-0001;ma;08:30;10:00',
    'T-2026-0001;di;half negen;10:00',
  ].join('\n')
  const said = await take(text, true)
  expect(said).toMatchObject({ rows: 3, added: 0, changed: 1, refused: 2 })
  expect(said.wrong.map(({ row, wrong }) => [row, wrong])).toEqual([
    [3, 'with_another'],
    [4, 'unreadable'],
  ])
  expect(said.differences).toContainEqual({
    ...{
      row: 2,
      of: 'T-2026-0002',
      column: 'vrijdag',
      before: '09:00-09:50',
      after: '13:00-14:00',
      isHidden: false,
    },
  })
  expect(await take(text, false, true)).toMatchObject({ changed: 1, refused: 2 })
  expect(await weekOf('T-2026-0001')).toEqual(before)
  expect(await weekOf('T-2026-0002')).toEqual([[5, 780, 840]])
})

test.each(['csv', 'xlsx'] as const)(
  'what is exported as %s is taken in again and changes nothing',
  async as => {
    await take(file)
    const answer = await askAs(plane.admin, `/api/timetables/export?as=${as}`, {
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain(`.${as}`)
    const content = Buffer.from(await answer.arrayBuffer())
    expect(await take(content)).toMatchObject({ added: 0, changed: 0, same: 2, wrongCount: 0 })
  },
)

test('times and days that a spreadsheet made into numbers are read', async () => {
  const content = await writeTable(
    'xlsx',
    ['traject', 'dag', 'van', 'tot'],
    [['T-2026-0001', 1, 8.5 / 24, 10 / 24]],
  )
  expect(await take(content)).toMatchObject({ added: 1, wrongCount: 0 })
  expect(await weekOf('T-2026-0001')).toEqual([[1, 510, 600]])
})

test('a file of something else is refused', async () => {
  expect((await send(Buffer.from('naam;klas\nx;y'))).status).toBe(422)
  expect((await send(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).status).toBe(422)
})

test('who gives technical help takes no timetables along and brings none', async () => {
  const helpdesk = await signInAs(plane, 'helpdesk')
  const body = { name: 'x.csv', content: '', dryRun: true }
  expect((await tellAs(helpdesk, '/api/timetables/import', body)).status).toBe(403)
  const headers = { 'sec-fetch-site': 'same-origin' }
  expect((await askAs(helpdesk, '/api/timetables/export?as=csv', { headers })).status).toBe(403)
})
