import writeWorkbook from 'write-excel-file/node'
import { csvRow } from '../csv.ts'
import {
  type FileRefusal,
  type ImportAnswer,
  type ImportFile,
  type WrongRow,
  wrongRowsMax,
} from './import-api.ts'
import { readCells } from './reader.ts'

/** A column that is understood: its own name, and what else people call it. */
export type Column = { name: string; also: readonly string[] }

/** A row of a table: its number as a person counts (the heading is row 1), and its cells by column; empty ones are left out. */
export type TableRow = { row: number; cells: ReadonlyMap<string, string> }

/** What was read. `columns`: names of those that were understood, as in the file; `ignored`: the other headings. */
export type Table = { columns: string[]; ignored: string[]; rows: TableRow[] }
export type TableRead = ({ ok: true } & Table) | { ok: false; refusal: FileRefusal }

/**
 * Reads a CSV file or the first sheet of a workbook. The first row that is not empty holds the headings, matched
 * whatever their case, accents, blanks and signs; of two with one name the first counts.
 */
export async function readTable(
  { content }: Pick<ImportFile, 'content'>,
  columns: readonly Column[],
): Promise<TableRead> {
  const read = await readCells(Buffer.from(content, 'base64'))
  if (!read.ok) return read
  const headingAt = read.rows.findIndex(isFilled)
  if (headingAt < 0) return { ok: false, refusal: 'not_a_table' }
  const headings = read.rows[headingAt]!
  const known = knownColumns(headings, columns)
  if (known.size === 0) return { ok: false, refusal: 'no_columns' }
  const rows = read.rows.flatMap((cells, index) =>
    index > headingAt && isFilled(cells) ? [{ row: index + 1, cells: cellsOf(cells, known) }] : [],
  )
  const ignored = headings.filter((heading, index) => heading !== '' && !known.has(index))
  return { ok: true, columns: [...known.values()], ignored, rows }
}

const isFilled = (cells: readonly string[]) => cells.some(cell => cell !== '')

/** Which column stands at which place. */
function knownColumns(headings: readonly string[], columns: readonly Column[]): Map<number, string> {
  const names = new Map(columns.flatMap(({ name, also }) => [name, ...also].map(one => [keyOf(one), name])))
  const known = new Map<number, string>()
  const taken = new Set<string>()
  for (const [index, heading] of headings.entries()) {
    const name = names.get(keyOf(heading))
    if (name === undefined || taken.has(name)) continue
    taken.add(name)
    known.set(index, name)
  }
  return known
}

/** Small letters and figures alone. */
function keyOf(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function cellsOf(cells: readonly string[], known: ReadonlyMap<number, string>): Map<string, string> {
  return new Map([...known].flatMap(([index, name]) => (cells[index] ? [[name, cells[index]]] : [])))
}

/**
 * A file that `readTable` reads back the same: CSV as spreadsheets of the country expect it, with what they would take
 * for a formula tamed, or a workbook of texts and numbers, which holds no formulas.
 */
export async function writeTable(
  as: 'csv' | 'xlsx',
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Buffer> {
  if (as === 'csv') {
    const lines = [headings, ...rows].map(row => csvRow(row, 'nl'))
    return Buffer.from(`\uFEFF${lines.join('')}`)
  }
  const cell = (value: string | number | null) =>
    typeof value === 'string' ? { value, type: String } : value === null ? null : { value, type: Number }
  const bold = headings.map(value => ({ value, type: String, fontWeight: 'bold' as const }))
  return writeWorkbook([bold, ...rows.map(row => row.map(cell))], { stickyRowsCount: 1 }).toBuffer()
}

/** What goes with a file, as a browser keeps it. */
export const tableTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

type Outcome = {
  isDry: boolean
  table: Table
  added: number
  changed: number
  same: number
  wrong: readonly WrongRow[]
}
const valueCharactersMax = 80

/** What is answered about a file: with a wrong row nothing was done. */
export function asImportAnswer({ isDry, table, wrong, ...counts }: Outcome): ImportAnswer {
  const done = wrong.length > 0 ? { added: 0, changed: 0, same: 0 } : counts
  const named = wrong
    .toSorted((a, b) => a.row - b.row)
    .slice(0, wrongRowsMax)
    .map(one => ({ ...one, value: one.value?.slice(0, valueCharactersMax).toWellFormed() ?? null }))
  return {
    isDry,
    rows: table.rows.length,
    ...done,
    columns: table.columns,
    ignored: table.ignored,
    wrong: named,
    wrongCount: wrong.length,
  }
}
