import { describe, expect, test } from 'vitest'
import {
  base,
  heading,
  main,
  read,
  sheetOf,
  sheetPart,
  text,
} from '../../../../test/support/workbook-text.ts'

describe('numbers, days and times as a person typed them', () => {
  const phone = '[&lt;=99999999]0##\\ ##\\ ##\\ ##;0###\\ ##\\ ##\\ ##'
  const formats = [
    'yyyy-mm-dd',
    'hh:mm',
    '0%',
    '0000',
    '[h]:mm',
    'yyyy-mm-dd hh:mm',
    '0000 00 00 00',
    phone,
    '#,##0',
  ]
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
    ['a telephone of several shapes', 8, '470112233', '0470 11 22 33'],
    ['a number with thousands apart', 9, '41001', '41001'],
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
