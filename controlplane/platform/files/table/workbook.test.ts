import { describe, expect, test } from 'vitest'
import {
  base,
  heading,
  main,
  read,
  readRow,
  sheetOf,
  sheetPart,
  text,
} from '../../../../test/support/workbook-text.ts'

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

  test.each([
    ['who made it', 'docProps/app.xml', '<a><b></a>'],
    ['its colours', 'xl/theme/theme1.xml', '<!DOCTYPE x><a/>'],
    ['words of another program', 'customXml/item1.xml', 'geen XML'],
  ])('a workbook in which %s cannot be read', async (_what, name, part) => {
    expect(
      (
        await read({
          [name]: part,
          [sheetPart]: sheetOf(`${heading}<row r="2">${text('A2', 'A & B')}</row>`),
        })
      ).rows,
    ).toEqual([['A & B', '', '']])
  })

  test('texts in a part by another name', async () => {
    const other = (name: string) =>
      new TextDecoder().decode(base[name]).replaceAll('sharedStrings.xml', 'woorden.xml')
    const parts = ['xl/_rels/workbook.xml.rels', '[Content_Types].xml'].map(name => [name, other(name)])
    const cells = `${heading}<row r="2"><c r="A2" t="s"><v>0</v></c></row>`
    const found = await read(
      {
        ...Object.fromEntries(parts),
        'xl/woorden.xml': `<sst xmlns="${main}"><si><t>SCH-1</t></si></sst>`,
        [sheetPart]: sheetOf(cells),
      },
      ['xl/sharedStrings.xml'],
    )
    expect(found).toMatchObject({ rows: [['SCH-1', '', '']], told: [] })
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
