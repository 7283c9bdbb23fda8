import { csvRow } from '../csv.ts'
import { workbookRowsMax } from './words-api.ts'
import type { tableTypes } from './write.ts'
import { writeTable } from './write.ts'

type As = keyof typeof tableTypes
type Asked = { as: As; language: 'nl' | 'en'; words: string | undefined }
type Cell = string | number | null

/** A column of a file: plain; a code, told in words, with the code itself in a column behind; or an instant (ms). */
export type FileColumn<Row> = { id: string } & (
  | { cell: (row: Row) => Cell }
  | { code: (row: Row) => string | null }
  | { at: (row: Row) => number | null }
)

const zone = 'Europe/Brussels'
const day = new Intl.DateTimeFormat('nl-BE', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: zone,
})
const clock = new Intl.DateTimeFormat('nl-BE', { timeStyle: 'medium', hourCycle: 'h23', timeZone: zone })
const local = (at: number) => `${day.format(at)} ${clock.format(at)}`

/** Undefined: a workbook has not that many rows. */
export async function writeList<Row>(
  { as, language, words: said }: Asked,
  columns: readonly FileColumn<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): Promise<AsyncIterable<string> | Buffer | undefined> {
  const words = wordsOf(said)
  const headings = headingsOf(columns, words)
  const cells = (row: Row) => cellsOf(row, columns, words)
  if (as === 'csv') return linesOf(headings, batches, cells, language)
  const rows: Cell[][] = []
  for await (const batch of batches) {
    for (const row of batch) rows.push(cells(row))
    if (rows.length > workbookRowsMax) return undefined
  }
  return writeTable('xlsx', headings, rows)
}

async function* linesOf<Row>(
  headings: readonly string[],
  batches: AsyncIterable<readonly Row[]>,
  cells: (row: Row) => Cell[],
  language: 'nl' | 'en',
) {
  yield `\uFEFF${csvRow(headings, language)}`
  for await (const rows of batches) yield rows.map(row => csvRow(cells(row), language)).join('')
}

type Words = ReadonlyMap<string, string>

function wordsOf(said = ''): Words {
  const lines = said.split('\n').filter(Boolean)
  return new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1)]
    }),
  )
}

/** What is told in words or local time has its code or its instant in a column behind all others. */
function headingsOf<Row>(columns: readonly FileColumn<Row>[], words: Words): string[] {
  const named = columns.map(column => ({ column, heading: words.get(`heading.${column.id}`) ?? column.id }))
  const behind = named.flatMap(({ column, heading }) =>
    'cell' in column ? [] : [`${heading} (${'code' in column ? 'code' : 'UTC'})`],
  )
  return [...named.map(({ heading }) => heading), ...behind]
}

function cellsOf<Row>(row: Row, columns: readonly FileColumn<Row>[], words: Words): Cell[] {
  const shown: Cell[] = []
  const behind: Cell[] = []
  for (const column of columns) {
    if ('cell' in column) shown.push(column.cell(row))
    else if ('code' in column) {
      const code = column.code(row)
      shown.push(code === null ? null : (words.get(`${column.id}.${code}`) ?? code))
      behind.push(code)
    } else {
      const at = column.at(row)
      shown.push(at === null ? null : local(at))
      behind.push(at === null ? null : new Date(at).toISOString())
    }
  }
  return [...shown, ...behind]
}
