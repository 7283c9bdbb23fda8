import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { judgeTable } from './file.ts'
import { readHere } from './reader.ts'
import { writeTable } from './write.ts'

const columns = ['code', 'naam', 'gemeente'].map(name => ({ name, also: [] }))
const sheetPart = 'xl/worksheets/sheet1.xml'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const sheetOf = (rows: string, after = '') =>
  `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${after}</worksheet>`
const text = (at: string, words: string) =>
  `<c${at && ` r="${at}"`} t="inlineStr"><is><t>${words}</t></is></c>`
const heading = `<row r="1">${text('A1', 'code')}${text('B1', 'naam')}${text('C1', 'gemeente')}</row>`

let base: Record<string, Uint8Array>
beforeAll(async () => {
  base = unzipSync(await writeTable('xlsx', ['code'], [['x']]))
})

async function read(parts: Record<string, string | Uint8Array>, without: readonly string[] = []) {
  const others = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ])
  const all = Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(others) }).filter(([name]) => !without.includes(name)),
  )
  const table = judgeTable(await readHere(zipSync(all as Zippable)), columns)
  if (!table.ok) throw new Error(`the workbook was refused: ${table.refusal}`)
  return {
    rows: table.rows.map(({ cells }) => columns.map(({ name }) => cells.get(name) ?? '')),
    told: table.doubtful.flatMap(({ why }) =>
      why.map(({ row, column, value, wrong }) => [row, column, value, wrong]),
    ),
    ...{ ignored: table.ignored, otherSheets: table.otherSheets },
  }
}
const readRow = (cells: string, after = '') =>
  read({ [sheetPart]: sheetOf(`${heading}<row r="2">${cells}</row>`, after) })

describe('what stands in the cells is read, however a program writes it', () => {
  test.each([
    [
      'cells and rows without a place',
      `<row>${text('', 'code')}${text('', 'naam')}</row><row>${text('', 'SCH-1')}${text('', 'De Brug')}</row>`,
      [['SCH-1', 'De Brug', '']],
    ],
    [
      'a text that looks like a place',
      `${heading}<row r="2">${text('A2', 'SCH-1')}${text('B2', 'zaal r="B" en r="ZZZ9"')}</row>`,
      [['SCH-1', 'zaal r="B" en r="ZZZ9"', '']],
    ],
    [
      'signs of XML where few programs write them',
      `${heading}<row\n r = "2"><c\n t = 'inlineStr' x="a>b"\n r='A2'><is><t>SCH-1</t></is></c><c r="b2" t="inlineStr"><v>De Brug</v></c></row>`,
      [['SCH-1', 'De Brug', '']],
    ],
    [
      'two rows with one number, and cells that name another row',
      `${heading}<row r="2">${text('A2', 'SCH-1')}${text('B3', 'De Brug')}</row><row r="2">${text('A2', 'SCH-2')}</row>`,
      [
        ['SCH-1', 'De Brug', ''],
        ['SCH-2', '', ''],
      ],
    ],
    [
      'rows and cells in another order',
      `<row r="3">${text('A3', 'SCH-2')}</row><row r="2">${text('B2', 'De Brug')}${text('A2', 'SCH-1')}</row>${heading}`,
      [
        ['SCH-1', 'De Brug', ''],
        ['SCH-2', '', ''],
      ],
    ],
    [
      'quotes of the other kind, comments and quoted pieces',
      `${heading}<!-- <row r="9"/> --><row r='2'><c r='A2' t='inlineStr'><is><t><![CDATA[A & B <c r="B9">]]></t></is></c></row>`,
      [['A & B <c r="B9">', '', '']],
    ],
    [
      'words in several looks, and how they are spoken',
      `${heading}<row r="2"><c r="A2" t="inlineStr"><is><r><t>Sint-</t></r><r><rPr><b/></rPr><t>Jozef</t></r><rPh sb="0" eb="1"><t>SINT</t></rPh></is></c></row>`,
      [['Sint-Jozef', '', '']],
    ],
    [
      'signs by their number',
      `${heading}<row r="2">${text('A2', '&#233;&amp;&#x1F600;_x0041_')}</row>`,
      [['é&😀A', '', '']],
    ],
    [
      'names of elements with a prefix',
      `${heading}<row r="2">${text('A2', 'SCH-1')}</row>`.replaceAll(/<(\/?)(row|c|is|t)\b/g, '<$1x:$2'),
      [['SCH-1', '', '']],
    ],
    [
      'rows that a filter hides',
      `${heading}<row r="2" hidden="1">${text('A2', 'SCH-1')}</row>`,
      [['SCH-1', '', '']],
    ],
    ['a yes', `${heading}<row r="2"><c r="A2" t="b"><v>1</v></c></row>`, [['true', '', '']]],
    [
      'what a formula came to',
      `${heading}<row r="2"><c r="A2" t="str"><f>A9</f><v>SCH-1</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>`,
      [['SCH-1', '2', '']],
    ],
  ])('%s', async (_what, rows, expected) => {
    const xml = rows.includes('<x:row')
      ? `<?xml version="1.0"?><x:worksheet xmlns:x="${main}"><x:sheetData>${rows}</x:sheetData></x:worksheet>`
      : sheetOf(rows)
    expect(await read({ [sheetPart]: xml })).toMatchObject({ rows: expected, told: [] })
  })

  test('texts that cells name by their number, an empty one among them', async () => {
    const texts = `<?xml version="1.0"?><sst xmlns="${main}"><si/><si><r><t>De </t></r><r><t>Brug</t></r></si></sst>`
    const rows = `${heading}<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>`
    const found = await read({ 'xl/sharedStrings.xml': texts, [sheetPart]: sheetOf(rows) })
    expect(found).toMatchObject({ rows: [['De Brug', '', '']], told: [] })
  })

  test.each([
    ['ISO-8859-1', (xml: string) => Buffer.from(xml, 'latin1')],
    ['UTF-16', (xml: string) => Buffer.from(`\uFEFF${xml}`, 'utf16le')],
  ])('XML in %s', async (encoding, encode) => {
    const xml = sheetOf(`${heading}<row r="2">${text('A2', 'Liège')}</row>`)
    const part = encode(xml.replace('"1.0"', `"1.0" encoding="${encoding}"`))
    expect(await read({ [sheetPart]: part })).toMatchObject({ rows: [['Liège', '', '']], told: [] })
  })

  test('a workbook that is strict about its own standard', async () => {
    const strict = (part: string) =>
      new TextDecoder()
        .decode(base[part])
        .replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        )
    const names = [
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      '_rels/.rels',
      'xl/sharedStrings.xml',
      'xl/styles.xml',
    ]
    const rows = `${heading}<row r="2">${text('A2', 'SCH-1')}<c r="B2" t="d"><v>2026-11-22</v></c></row>`
    const sheet = sheetOf(rows).replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
    const parts = Object.fromEntries(names.map(name => [name, strict(name)]))
    expect((await read({ ...parts, [sheetPart]: sheet })).rows).toEqual([['SCH-1', '2026-11-22', '']])
  })
})

test('colours, borders and looks to the edge of the sheet are nothing, and a limit does not count them', async () => {
  const letters = (column: number): string =>
    column < 26
      ? String.fromCharCode(65 + column)
      : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))
  const edge = Array.from({ length: 16_384 - 3 }, (_, at) => `<c r="${letters(at + 3)}1" s="1"/>`).join('')
  const below = Array.from(
    { length: 9000 },
    (_, at) => `<row r="${at + 3}" s="1"><c r="A${at + 3}" s="1"></c></row>`,
  ).join('')
  const bold = heading.replace('</row>', `${edge}</row>`)
  const rows = `${bold}<row r="2">${text('A2', 'SCH-1')}</row>${below}<row r="1048576">${text('A1048576', 'SCH-2')}</row>`
  expect(await read({ [sheetPart]: sheetOf(rows) })).toMatchObject({
    ...{
      rows: [
        ['SCH-1', '', ''],
        ['SCH-2', '', ''],
      ],
      told: [],
      ignored: [],
    },
  })
})

describe('what cannot be known is told with its row, and never empty', () => {
  test.each([
    ['a formula that failed', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!', 'error_cell'],
    ['a cell that points nowhere', '<c r="B2" t="e"><v>#REF!</v></c>', '#REF!', 'error_cell'],
    ['a formula that nobody worked out', '<c r="B2"><f>A2&amp;"x"</f></c>', '=A2&"x"', 'no_value'],
    ['a number that is none', '<c r="B2"><v>abc</v></c>', 'NaN', 'unreadable'],
    ['a number with a comma', '<c r="B2"><v>12,5</v></c>', 'NaN', 'unreadable'],
    ['a failure of newer programs', '<c r="B2" t="e"><v>#SPILL!</v></c>', '#VALUE!', 'error_cell'],
    ['a formula told elsewhere', '<c r="B2"><f t="shared" si="0"/></c>', '=…', 'no_value'],
    ['a text that is not there', '<c r="B2" t="s"><v>7000</v></c>', '\uFFFD', 'damaged'],
    ['two texts in one place', `${text('B2', 'een')}${text('B2', 'twee')}`, '\uFFFD', 'damaged'],
  ])('%s', async (_what, cell, value, wrong) => {
    const { rows, told } = await readRow(`${text('A2', 'SCH-1')}${cell}`)
    expect([rows, told]).toEqual([[], [[2, 'naam', value, wrong]]])
  })

  test('beside the columns that are read it does not matter', async () => {
    expect(await readRow(`${text('A2', 'SCH-1')}<c r="F2" t="e"><v>#REF!</v></c>`)).toMatchObject({
      ...{ rows: [['SCH-1', '', '']], told: [] },
    })
  })

  test('columns with something in them and no heading are named', async () => {
    expect((await readRow(`${text('A2', 'SCH-1')}${text('F2', 'nota')}`)).ignored).toEqual(['F'])
  })
})

describe('numbers, days and times as a person typed them', () => {
  const formats = ['yyyy-mm-dd', 'hh:mm', '0%', '0000', '[h]:mm', 'yyyy-mm-dd hh:mm', '0000 00 00 00']
  const styles = `<?xml version="1.0"?><styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats
    .map((format, at) => `<numFmt numFmtId="${200 + at}" formatCode="${format}"/>`)
    .join(
      '',
    )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${200 + at}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`
  const styled = async (style: number, value: string, workbook?: string) => {
    const rows = `${heading}<row r="2"><c r="A2" s="${style}"><v>${value}</v></c></row>`
    const parts = { [sheetPart]: sheetOf(rows), 'xl/styles.xml': styles }
    return read(workbook ? { ...parts, 'xl/workbook.xml': workbook } : parts)
  }
  const of1904 = (value: string) =>
    new TextDecoder()
      .decode(base['xl/workbook.xml'])
      .replace('<workbookPr/>', `<workbookPr date1904="${value}"/>`)

  test.each([
    ['a day', 1, '46348', '2026-11-22'],
    ['a time', 2, '0.354166666666667', '08:30'],
    ['a time that falls just short of its minute', 2, '0.35416666666666663', '08:30'],
    ['a share', 3, '0.5', '50%'],
    ['a number with zeros before it', 4, '7', '0007'],
    ['a telephone', 7, '470112233', '0470 11 22 33'],
    ['hours beyond a day', 5, '1.0625', '25:30'],
    ['a day with its time', 6, '46348.5', '2026-11-22 12:00'],
    ['a sum', 0, '0.30000000000000004', '0.3'],
    ['a long number', 0, '32470112233', '32470112233'],
  ])('%s', async (_what, style, value, expected) => {
    expect((await styled(style, value)).rows).toEqual([[expected, '', '']])
  })

  test.each(['1', 'true'])('days and times that count from 1904 (%s)', async said => {
    expect((await styled(1, '44886', of1904(said))).rows).toEqual([['2026-11-22', '', '']])
    expect((await styled(2, '0.354166666666667', of1904(said))).rows).toEqual([['08:30', '', '']])
  })

  test('a day that no calendar has is told', async () => {
    expect((await styled(1, '-5')).told).toEqual([[2, 'code', '-5', 'unreadable']])
  })
})

describe('sheets', () => {
  const rels = (count: number) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Array.from({ length: count }, (_, at) => `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`
  const book = (states: readonly string[]) =>
    `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${states.map((state, at) => `<sheet name="Blad ${at + 1}" sheetId="${at + 1}" ${state} r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`
  const sheetsOf = (states: readonly string[], rows: readonly string[]) =>
    read({
      ...{ 'xl/workbook.xml': book(states), 'xl/_rels/workbook.xml.rels': rels(states.length) },
      ...Object.fromEntries(rows.map((each, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetOf(each)])),
    })
  const filled = (code: string) => `${heading}<row r="2">${text('A2', code)}</row>`

  test('the first that shows and holds something is read, and the others are named', async () => {
    const read = await sheetsOf(
      ['', 'state="hidden"', '', ''],
      ['', filled('VERBORGEN'), filled('SCH-1'), filled('SCH-2')],
    )
    expect(read).toMatchObject({ rows: [['SCH-1', '', '']], otherSheets: ['Blad 4'] })
  })

  test('cells that are one over several rows say the same in each', async () => {
    const rows = `${heading}<row r="2">${text('A2', 'SCH-1')}${text('C2', 'Leuven')}</row><row r="3">${text('A3', 'SCH-2')}</row><row r="4">${text('A4', 'SCH-3')}</row>`
    const merged = '<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
    expect((await read({ [sheetPart]: sheetOf(rows, merged) })).rows).toEqual([
      ['SCH-1', '', 'Leuven'],
      ['SCH-2', '', 'Leuven'],
      ['SCH-3', '', ''],
    ])
  })
})
