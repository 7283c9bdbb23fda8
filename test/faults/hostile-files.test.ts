import { randomBytes } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileBytesMax, fileRowsMax } from '../../controlplane/platform/files/rules.ts'
import { readTable } from '../../controlplane/platform/files/table/file.ts'
import { writeTable } from '../../controlplane/platform/files/table/write.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'

const columns = [
  { name: 'code', also: [] },
  { name: 'naam', also: ['name'] },
]
const read = (bytes: Uint8Array | string) =>
  readTable({ content: Buffer.from(bytes).toString('base64') }, columns)
const rowsOf = async (bytes: Uint8Array | string) => {
  const table = await read(bytes)
  if (!table.ok) throw new Error(`the file was refused: ${table.refusal}`)
  return table.rows.map(({ cells }) => [cells.get('code'), cells.get('naam')])
}
const plain = [['SCH-1', 'Café'] as const]

/** A workbook as it should be, with other parts in the place of its own. */
async function workbook(parts: Record<string, string | Uint8Array> = {}): Promise<Uint8Array> {
  const right = unzipSync(await writeTable('xlsx', ['code', 'naam'], [['SCH-1', 'Café']]))
  const others = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ])
  return zipSync({ ...right, ...Object.fromEntries(others) } as Zippable)
}
const sheet = 'xl/worksheets/sheet1.xml'
const sheetOf = (rows: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
const headings = `<row r="1">${cell('A1', 'code')}${cell('B1', 'naam')}</row>`

const firstRow = `<row r="2">${cell('A2', 'SCH-1')}${cell('B2', 'Café')}</row>`

describe('a table is read however a spreadsheet wrote it', () => {
  const utf16 = Buffer.from('\uFEFFcode;naam\r\nSCH-1;Café\r\n', 'utf16le')
  test.each([
    ['UTF-8 with its mark', '\uFEFFcode;naam\r\nSCH-1;Café\r\n'],
    ['UTF-8 without', 'code,naam\nSCH-1,Café'],
    ['UTF-16', utf16],
    ['UTF-16, the other way round', Buffer.from(utf16).swap16()],
    ['Windows-1252', Buffer.from('code;naam\r\nSCH-1;Café\r\n', 'latin1')],
    ['tabs between', 'code\tnaam\nSCH-1\tCafé\n'],
    ['a line that says what is between', 'sep=;\r\ncode;naam\r\nSCH-1;Café\r\n'],
    ['headings lower down, blank lines and other columns', '\n;;\nx;NAAM;Code \n1;Café;SCH-1\n;;\n\n'],
    ['quotes and other signs', '"code";"naam"\n"SCH-1";"Café"\n'],
  ])('%s', async (_what, file) => {
    expect(await rowsOf(file)).toEqual(plain)
  })

  test('a workbook, also one that writes its words in the cells', async () => {
    expect(await rowsOf(await workbook())).toEqual(plain)
    const inline = sheetOf(`${headings}<row r="2">${cell('A2', 'SCH-1')}${cell('B2', 'Café')}</row>`)
    expect(await rowsOf(await workbook({ [sheet]: inline }))).toEqual(plain)
  })

  test('rows are numbered as a person counts them', async () => {
    const table = await read('code;naam\n\n\nSCH-1;"twee\nregels"\nSCH-2;x\n')
    expect(table).toMatchObject({ ok: true, rows: [{ row: 4 }, { row: 5 }] })
  })
})

test('a quote that never ends costs its own row alone', async () => {
  const table = await read(`code;naam\n"SCH-1;${'x'.repeat(300_000)}\nSCH-2;y\n`)
  expect(table).toMatchObject({ ok: true, rows: [{ row: 3 }], doubtful: [{ row: 2 }] })
})

describe('what is no table, or made to hurt, is refused within seconds and without a lot of memory', () => {
  const entity = (inner: string) => `<?xml version="1.0"?><!DOCTYPE s [${inner}]>`
  const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join(
    '',
  )
  const bomb = strToU8(sheetOf(' '.repeat(60 * 1024 * 1024)))
  const cases: [string, () => Promise<Uint8Array | string> | Uint8Array | string, string][] = [
    ['nothing', () => '', 'not_a_table'],
    ['blank lines', () => '\n\n ; ;\n', 'not_a_table'],
    [
      'a picture by another name',
      () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'not_a_table',
    ],
    ['chance', () => randomBytes(200_000), 'not_a_table'],
    ['an old workbook', () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(500)}`, 'hex'), 'other_kind'],
    ['one endless line', () => `code${';x'.repeat(500_000)}`, 'too_many_columns'],
    ['headings that nobody knows', () => 'a;b\n1;2\n', 'no_columns'],
    ['a row too many', () => `code;naam\n${'S;x\n'.repeat(fileRowsMax + 1)}`, 'too_many_rows'],
    ['a file too large', () => 'x'.repeat(fileBytesMax + 1), 'too_large'],
    ['an archive of something else', () => zipSync({ 'a.txt': strToU8('x') }), 'not_a_table'],
    ['half an archive', async () => (await workbook()).subarray(0, 900), 'not_a_table'],
    ['an archive that unpacks to much', () => workbook({ [sheet]: bomb }), 'unpacks_too_large'],
    [
      'an archive that unpacks to more than it says',
      async () => lying(await workbook({ [sheet]: bomb })),
      'not_a_table',
    ],
    [
      'an archive of many parts',
      () => workbook(Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`${n}.xml`, '<x/>']))),
      'unpacks_too_large',
    ],
    [
      'words that stand for other words',
      () =>
        workbook({
          [sheet]: `${entity(`<!ENTITY e0 "lol">${laughs}`)}${sheetOf(`<row r="1">${cell('A1', '&e12;')}</row>`)}`,
        }),
      'not_a_table',
    ],
    [
      'a file that names another one',
      () =>
        workbook({
          [sheet]: `${entity('<!ENTITY e SYSTEM "file:///etc/passwd">')}${sheetOf(`<row r="1">${cell('A1', '&e;')}</row>`)}`,
        }),
      'not_a_table',
    ],
    [
      'a sheet that is not closed',
      () => workbook({ [sheet]: sheetOf(headings).slice(0, -30) }),
      'not_a_table',
    ],
  ]

  test.each(cases)('%s', async (_what, make, refusal) => {
    const file = await make()
    const before = process.memoryUsage().rss
    const startedAt = performance.now()
    expect(await read(file)).toMatchObject({ ok: false, refusal })
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
  })

  /** The same archive, that says its sheet is a hundred bytes long. */
  function lying(archive: Uint8Array): Uint8Array {
    const bytes = Buffer.from(archive)
    const name = Buffer.from(sheet)
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
      const isInDirectory = bytes.readUInt32LE(at - 46) === 0x02014b50
      bytes.writeUInt32LE(100, isInDirectory ? at - 46 + 24 : at - 30 + 22)
    }
    return bytes
  }
})

test.each([
  ['a row far below', `<row r="999999999">${cell('A999999999', 'SCH-1')}${cell('B999999999', 'Café')}</row>`],
  ['a row by a number out of this world', `<row r="1e9">${cell('A2', 'SCH-1')}${cell('B2', 'Café')}</row>`],
  ['a row far below without cells', `${firstRow}<row x='>' r = '9999999'></row>`],
  [
    'a cell far to the right',
    `<row r="2">${cell('A2', 'SCH-1')}${cell('B2', 'Café')}${cell('ZZZ2', 'x')}</row>`,
  ],
])('%s costs nothing, and keeps nothing from being read', async (_what, rows) => {
  const before = process.memoryUsage().rss
  expect(await rowsOf(await workbook({ [sheet]: sheetOf(headings + rows) }))).toEqual(plain)
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
})

test('what PostgreSQL cannot keep is told with its row, and what is too long is cut, not lost', async () => {
  const odd = sheetOf(
    `${headings}<row r="2">${cell('A2', 'SCH_x0000_-1')}</row><row r="3">${cell('B3', 'y'.repeat(5000))}</row>`,
  )
  const table = await read(await workbook({ [sheet]: odd }))
  if (!table.ok) throw new Error('the file was refused')
  expect(table.doubtful.map(({ row, why }) => [row, why[0]?.column, why[0]?.wrong])).toEqual([
    [2, 'code', 'damaged'],
  ])
  expect(table.rows[0]?.cells.get('naam')?.length).toBe(1001)
  expect(strFromU8(await writeTable('csv', ['code'], [['=1+1'], ['@x'], ['-1']]))).toContain(
    "'=1+1\r\n'@x\r\n'-1",
  )
})

describe('the control plane', () => {
  let plane: TestControlPlane
  beforeAll(async () => {
    plane = await startControlPlane()
  })
  afterAll(() => plane.stop())

  test('answers what is wrong with a file, and goes on', async () => {
    const send = (bytes: Uint8Array | string) => {
      const content = Buffer.from(bytes).toString('base64')
      return tellAs(plane.admin, '/api/locations/import', { name: 'x', content, dryRun: false })
    }
    const bomb = sheetOf(' '.repeat(60 * 1024 * 1024))
    expect((await send(await workbook({ [sheet]: bomb }))).status).toBe(413)
    const refused = await send('\0\0')
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { error: 'not_a_table', expected: expect.stringContaining('CSV') },
    ])
    expect((await send('x'.repeat(fileBytesMax + 10))).status).toBeGreaterThanOrEqual(400)
    expect((await askAs(plane.admin, '/api/locations')).status).toBe(200)
  })
})
