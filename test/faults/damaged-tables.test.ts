import { strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { judgeTable, type Table } from '../../controlplane/platform/files/table/file.ts'
import { readHere } from '../../controlplane/platform/files/table/reader.ts'
import { writeTable } from '../../controlplane/platform/files/table/write.ts'

const columns = ['code', 'naam', 'gemeente', 'telefoon'].map(name => ({ name, also: [] }))
const read = async (bytes: Uint8Array) => judgeTable(await readHere(bytes), columns)
const cellsOf = (table: Table) =>
  table.rows.map(({ cells }) => columns.map(({ name }) => cells.get(name) ?? ''))
const rowsOf = async (bytes: Uint8Array) => {
  const table = await read(bytes)
  if (!table.ok) throw new Error(`the file was refused: ${table.refusal}`)
  expect(table.doubtful).toEqual([])
  return cellsOf(table)
}

const headings = columns.map(({ name }) => name)
const rows = [
  ['SCH-1', 'Sint-Jozef', 'Leuven', '016 11 22 33'],
  ['SCH-2', 'Café René', 'Liège', '04 11 22 33'],
  ['SCH-3', 'De Brug', 'Gent', '09 11 22 33'],
  ['SCH-4', 'Heilig Hart, lager', 'Genk', '089 11 22 33'],
  ['SCH-5', 'Noël', 'Ath', '068 11 22 33'],
]
const csv = (ends: readonly string[]) =>
  [headings, ...rows].map((cells, at) => cells.join(';') + (ends[at] ?? ends.at(-1))).join('')

/** As old Macs wrote the letters that stand above. */
const macBytes: Record<string, number> = { é: 0x8e, è: 0x8f, ë: 0x91 }
const inMac = (text: string) => Uint8Array.from([...text].map(sign => macBytes[sign] ?? sign.charCodeAt(0)))
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

const ends = {
  'CR LF': ['\r\n'],
  LF: ['\n'],
  CR: ['\r'],
  'CR LF after the headings and LF elsewhere': ['\r\n', '\n'],
  'LF after the headings and CR LF elsewhere': ['\n', '\r\n'],
  'each in its own way': ['\r\n', '\n', '\r', '\r\n', '\r', '\n'],
  'none after the last row': ['\n', '\n', '\n', '\n', '\n', ''],
  'twice the CR': ['\r\r\n'],
}
const encodings: Record<string, (text: string) => Uint8Array> = {
  'UTF-8': text => Buffer.from(text),
  'UTF-8 with its mark': text => Buffer.from(`\uFEFF${text}`),
  'UTF-16 with its mark': text => utf16(`\uFEFF${text}`),
  'UTF-16 without a mark': utf16,
  'UTF-16 the other way round': text => utf16(`\uFEFF${text}`).swap16(),
  'UTF-16 the other way round, without a mark': text => utf16(text).swap16(),
  'Windows-1252': text => Buffer.from(text, 'latin1'),
  'old Mac': inMac,
}

describe.each(Object.entries(ends))('lines that end in %s', (_ends, each) => {
  test.each(Object.entries(encodings))('in %s: every row is read', async (_encoding, encode) => {
    expect(await rowsOf(encode(csv(each)))).toEqual(rows)
  })
})

test('a file put together from two keeps the rows of both, and the headings and the mark between them are told', async () => {
  const table = await read(Buffer.from(`\uFEFF${csv(['\r\n'])}\uFEFF${csv(['\n'])}`))
  if (!table.ok) throw new Error('the file was refused')
  expect(cellsOf(table)).toEqual([...rows, ...rows])
  expect(table.doubtful.flatMap(({ why }) => why)).toMatchObject([{ row: 7, wrong: 'heading_again' }])
})

test('a sign that was damaged before it came here is told, and takes no other sign along', async () => {
  const table = await read(Buffer.from('code;naam;gemeente\nSCH-1;Caf\uFFFD;Gent\nSCH-2;De Brug;Gent\n'))
  if (!table.ok) throw new Error('the file was refused')
  expect(table.doubtful.flatMap(({ why }) => why)).toMatchObject([
    { row: 2, wrong: 'damaged', value: 'Caf\uFFFD' },
  ])
  expect(table.rows).toHaveLength(1)
})

test('thousands of empty lines count for nothing, and what stands below them is read', async () => {
  const blank = `${'\r\n'.repeat(30_000)}${';;;\r\n'.repeat(2_000)}`
  const table = await read(Buffer.from(`${blank}${csv(['\r\n'])}${blank}SCH-6;Onder;Aalst;x\r\n`))
  expect(table).toMatchObject({ ok: true, rows: { length: 6 } })
  if (table.ok) expect(table.rows.at(-1)?.row).toBe(64_007)
})

describe('quotes that do not match cost the row that they stand in, and no other', () => {
  test.each([
    ['one that is not closed', 'SCH-1;"Sint-Jozef;Leuven;1', [2]],
    ['one that is not opened', 'SCH-1;Sint-Jozef";Leuven;1', [2]],
    ['one that begins a row', '"SCH-1;Sint-Jozef;Leuven;1', [2]],
    ['one too many', 'SCH-1;"Sint"Jozef";Leuven;1', [2]],
  ])('%s', async (_what, bad, doubtful) => {
    const good = rows.slice(1).map(cells => cells.map(cell => `"${cell}"`).join(';'))
    const table = await read(Buffer.from([headings.join(';'), bad, ...good].join('\r\n')))
    if (!table.ok) throw new Error('the file was refused')
    expect(table.doubtful.map(({ row }) => row)).toEqual(doubtful)
    expect(cellsOf(table)).toEqual(rows.slice(1))
  })

  test('a quote amid a cell is a sign like others, and a cell may have lines', async () => {
    const text =
      'code;naam;gemeente;telefoon\nSCH-1;scherm 24" groot;Gent;1\nSCH-2;"twee\nregels; en ""meer""";Gent;2\n'
    expect(await rowsOf(Buffer.from(text))).toEqual([
      ['SCH-1', 'scherm 24" groot', 'Gent', '1'],
      ['SCH-2', 'twee\nregels; en "meer"', 'Gent', '2'],
    ])
  })
})

/** Whether a row that is there says the same but for one sign of one cell. */
function isNear(one: readonly string[], other: readonly string[]): boolean {
  const differing = one.filter((cell, at) => cell !== other[at])
  const [cell = ''] = differing
  const found = other[one.indexOf(cell)] ?? ''
  return differing.length === 0 || (differing.length === 1 && Math.abs(cell.length - found.length) <= 2)
}

/** Row by row: it is read, or its number or the one before it is told, or the headings are. */
function isTold(table: Table, expected: readonly string[], at: number): boolean {
  const told = new Set(table.doubtful.map(({ row }) => row))
  const isRead = cellsOf(table).some(cells => isNear(expected, cells))
  return (
    isRead || told.has(1) || [at + 1, at + 2, at + 3].some(row => told.has(row)) || table.ignored.length > 0
  )
}

const bytes = {
  'a byte of no sign': 0xff,
  zero: 0,
  'a question mark': 0x3f,
  'a quote': 0x22,
  'a semicolon': 0x3b,
  'an end of line': 0x0a,
  'a blank': 0x20,
}

describe.each(Object.entries(bytes))('one byte damaged to %s, at every place of a file', (_what, byte) => {
  test.each([
    ['UTF-8', '\r\n', (text: string) => Buffer.from(text)],
    ['Windows-1252', '\n', (text: string) => Buffer.from(text, 'latin1')],
  ])('%s: no row is lost or moved without a word', async (_encoding, end, encode) => {
    const whole = encode(csv([end]))
    for (const place of whole.keys()) {
      const damaged = Buffer.from(whole)
      damaged[place] = byte
      const table = await read(damaged)
      if (!table.ok) continue
      const lost = rows.filter((expected, at) => !isTold(table, expected, at))
      expect({ place, around: damaged.toString('latin1').slice(place - 8, place + 9), lost }).toMatchObject({
        lost: [],
      })
    }
  })
})

describe('a workbook', () => {
  let right: Uint8Array
  beforeAll(async () => {
    right = await writeTable('xlsx', headings, rows)
  })

  test('one byte damaged at every place: it is read as it was, or refused', async () => {
    const step = inject('faults') === 'full' ? 1 : 13
    for (let place = 0; place < right.length; place += step) {
      const damaged = Buffer.from(right)
      damaged[place] = (damaged[place] ?? 0) ^ 0x41
      const table = await read(damaged)
      if (table.ok) expect({ place, rows: cellsOf(table) }).toEqual({ place, rows })
    }
  })

  test('one that is cut off is refused, wherever', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(await read(right.subarray(0, right.length * share))).toMatchObject({ ok: false })
  })

  test.each([
    [
      'an OpenDocument',
      () =>
        zipSync(
          {
            mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
            'content.xml': strToU8('<x/>'),
          },
          { level: 0 },
        ),
      'ODS',
    ],
    ['a page', () => strToU8('\n<html><body><table><tr><td>code</td></tr></table>'), 'HTML'],
    ['an old workbook', () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 'XLS'],
    ['a binary workbook', () => zipSync({ 'xl/workbook.bin': strToU8('x') }), 'XLSB'],
    ['a document', () => strToU8('%PDF-1.7 ...'), 'PDF'],
  ])('%s under the name of a workbook is told for what it is', async (_what, make, where) => {
    expect(await read(make())).toEqual({ ok: false, refusal: 'other_kind', where })
  })

  test('one with a password says so', async () => {
    const locked = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    expect(await read(locked)).toEqual({ ok: false, refusal: 'password_needed' })
  })

  test('parts that nobody reads may be anything', async () => {
    const more = zipSync({ ...unzipSync(right), 'docProps/thumbnail.jpeg': new Uint8Array(9) })
    expect(await rowsOf(more)).toEqual(rows)
  })
})
