import { describe, expect, test } from 'vitest'
import { judgeTable } from './file.ts'
import { readHere } from './reader.ts'

const columns = ['code', 'naam', 'gemeente'].map(name => ({ name, also: [] }))
const headings = 'code;naam;gemeente'

async function read(file: string | Uint8Array) {
  const table = judgeTable(await readHere(Buffer.from(file)), columns)
  if (!table.ok) throw new Error(`the file was refused: ${table.refusal}`)
  return {
    rows: table.rows.map(({ cells }) => columns.map(({ name }) => cells.get(name) ?? '').join(';')),
    told: table.doubtful.flatMap(({ why }) => why.map(({ row, wrong }) => `${row} ${wrong}`)),
  }
}
const both = { rows: ['S1;De Brug;Leuven', 'S2;Het Veer;Gent'], told: [] }
const plain = `${headings}\n${both.rows.join('\n')}\n`

describe('what stands around or between the rows keeps none from being read', () => {
  test.each([
    ['ends of lines of large machines', plain.replaceAll('\n', '\u0085')],
    ['ends of lines of web pages', plain.replaceAll('\n', '\u2028')],
    ['zeros behind it', `${plain}${'\0'.repeat(50)}`],
    ['the mark by which old programs end a file', `${plain}\u001A`],
    ['a line about separators in capitals', `SEP=;\n${plain}`],
    ['a line about separators that was saved again', `sep=;;;\n${plain}`],
    ['a line about separators that is not true', `sep=,\n${plain}`],
    ['texts that are kept from being numbers', plain.replaceAll(/S\d/g, '="$&"')],
    ['signs without a width', plain.replaceAll('Brug', 'B\u200Brug\u2060').replace('S2', '\uFEFFS2')],
  ])('%s', async (_what, file) => expect(await read(file)).toEqual(both))

  test('a heading may begin as archives do', async () =>
    expect((await read('PK;code;naam;gemeente\n1;S1;A;B\n')).rows).toEqual(['S1;A;B']))

  test('one cell may be long, and may hold quotes that are its own', async () => {
    const long = 'x'.repeat(300_000)
    const { rows, told } = await read(`${headings}\nS1;De "Brug";Gent\nS2;${long};Gent\n`)
    expect([rows[0], rows[1]?.slice(0, 20), told]).toEqual(['S1;De "Brug";Gent', `S2;${'x'.repeat(17)}`, []])
  })
})

describe('rows that are torn or have grown together are told, each of them', () => {
  test.each([
    ['one', 'S1;De\nBrug;Leuven\nS2;B;Gent\nS3;C;Aalst', [2, 3]],
    ['several', 'S1;De\nBrug;Leuven\nS2;B;Gent\nS3;Het\nVeer;Gent\nS4;D;Genk', [2, 3, 5, 6]],
    ['all but one', 'S1;De\nBrug;Leuven\nS2;Het\nVeer;Gent\nS3;C;Aalst', [2, 3, 4, 5]],
    ['in the last cell', 'S1;Brug;Leu\nven\nS2;B;Gent\nS3;C;Aalst', [2, 3]],
    ['in the first cell', 'SCH-\n001;Brug;Leuven\nSCH-002;B;Gent\nSCH-003;C;Aalst', [2, 3]],
    ['where empty cells are kept', 'S1;;\nS2;B\nS3;C;Aalst\nS4;D\nS5;;', [3, 5]],
    ['two that are one, with empty cells', 'S1;;QS2;;\nS3;C;Aalst', [2]],
    ['two that are one by quotes', 'S1;"De Brug;Leuven\nS2;B";Gent\nS3;C;Aalst', [2, 3]],
    ['the headings and the first row', ';S1;A;B\nS2;C;D\nS3;E;F', [1]],
    ['the headings, by one cell', ';x\nS2;C;\nS3;;', [1]],
  ])('%s', async (what, lines, torn) => {
    const { told } = await read(`${headings}${what.startsWith('the headings') ? '' : '\n'}${lines}\n`)
    expect(told.map(one => Number(one.split(' ')[0]))).toEqual(torn)
  })

  test.each([
    ['programs that leave out what is empty at the end', 'S1\nS2;B\nS3;C;Aalst\nS4;D'],
    ['a spreadsheet that does so in whole blocks', 'S1;;\nS2;B;\nS3;C\nS4;D\nS5;E\nS6;F;Genk'],
    ['a sign behind every row', 'S1;A;B;\nS2;;;\nS3;C;;'],
  ])('that is not so with %s', async (_what, lines) =>
    expect((await read(`${headings}\n${lines}\n`)).told).toEqual([]),
  )

  test('where headings come again in another order, what follows them is told', async () => {
    const { rows, told } = await read(`${headings}\nS1;A;B\nnaam;code;gemeente\nBrug;S2;Gent\nVeer;S3;Gent\n`)
    expect([rows, told]).toEqual([['S1;A;B'], ['3 heading_again', '4 cells_moved', '5 cells_moved']])
  })

  test('where two columns of one name say other things, it is told', async () => {
    const { rows, told } = await read('code;naam;naam\nS1;A;A\nS2;;B\nS3;C;\nS4;D;E\n')
    expect([rows, told]).toEqual([
      ['S1;A;', 'S3;C;'],
      ['3 twice', '5 twice'],
    ])
  })

  test('a heading that is damaged is told', async () =>
    expect((await read('code;na\uFFFDm;gemeente\nS1;A;B\n')).told).toEqual(['1 damaged']))
})

describe('letters beyond the plain ones', () => {
  const table = (label: string) =>
    Object.fromEntries(
      Array.from({ length: 128 }, (_, at) => [
        new TextDecoder(label).decode(Uint8Array.of(128 + at)),
        128 + at,
      ]),
    )
  /** As a command line of Windows writes them. */
  const dos: Record<string, number> = { é: 0x82, ë: 0x89, è: 0x8a, ï: 0x8b, É: 0x90, ç: 0x87 }
  const as = (signs: Record<string, number>, text: string) =>
    Uint8Array.from([...text].map(sign => signs[sign] ?? sign.charCodeAt(0)))
  const names = `${headings}\nS1;René;Liège\nS2;Noël, École;Ath\n`
  const right = { rows: ['S1;René;Liège', 'S2;Noël, École;Ath'], told: [] }

  test.each([
    ['Windows', as(table('windows-1252'), names)],
    ['an old Mac', as(table('macintosh'), names)],
    ['the command line of Windows', as(dos, names)],
  ])('as %s writes them', async (_what, file) => expect(await read(file)).toEqual(right))

  test('as two programs write them, one of them in UTF-8', async () => {
    const file = [as(table('windows-1252'), names), Buffer.from('S3;Zoë;Huy\n')]
    expect(await read(Buffer.concat(file))).toEqual({ rows: [...right.rows, 'S3;Zoë;Huy'], told: [] })
  })

  test('apostrophes and quotes of Windows make no letters of an old Mac', async () => {
    const file = `${headings}\nS1;Foyer’s “De Brug”;d’Or\n`
    expect(await read(as(table('windows-1252'), file))).toEqual({
      ...{ rows: ['S1;Foyer’s “De Brug”;d’Or'], told: [] },
    })
  })

  test('where two encodings fit as well, or a text went through a wrong one, its row is told', async () => {
    expect(await read(as(dos, `${headings}\nS1;Zoë;Ath\nS2;B;Gent\n`))).toEqual({
      ...{ rows: ['S2;B;Gent'], told: ['2 damaged'] },
    })
    expect(await read(`${headings}\nS1;RenÃ©;Gent\nS2;Câ€™est;Gent\nS3;SÃO;Gent\n`)).toEqual({
      ...{ rows: ['S3;SÃO;Gent'], told: ['2 damaged', '3 damaged'] },
    })
  })
})
