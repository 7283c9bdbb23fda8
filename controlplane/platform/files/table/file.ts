import type { FileRefusal, ImportFile, WrongRow } from './import-api.ts'
import { type Read, readRows } from './reader.ts'
import type { FileRow } from './rows.ts'

/** A column that is understood: its own name, and what else people call it. */
export type Column = { name: string; also: readonly string[] }

/** A row of a table: its number as a person counts (the heading is row 1), and its cells by column; empty ones are left out. */
export type TableRow = { row: number; cells: ReadonlyMap<string, string> }

/** A row that cannot be taken as it stands there, and why. */
export type Doubtful = TableRow & { why: readonly WrongRow[] }

/**
 * What was read. `columns`: names of those that were understood, as in the file; `ignored`: the other headings.
 * `doubtful`: why rows that are in the file are not among `rows`. `otherSheets`: sheets that were not read.
 */
export type Table = {
  columns: string[]
  ignored: string[]
  rows: TableRow[]
  doubtful: Doubtful[]
  otherSheets: string[]
}
export type TableRead = ({ ok: true } & Table) | { ok: false; refusal: FileRefusal; where?: string }

/**
 * Reads a CSV file or the first sheet of a workbook. The first row that is not empty holds the headings, matched
 * whatever their case, accents, blanks and signs; of two with one name the first counts.
 */
export async function readTable(
  { content }: Pick<ImportFile, 'content'>,
  columns: readonly Column[],
): Promise<TableRead> {
  return judgeTable(await readRows(Buffer.from(content, 'base64')), columns)
}

/** What the rows of a file say in these columns. */
export function judgeTable(read: Read, columns: readonly Column[]): TableRead {
  if (!read.ok) return read
  const [headings, ...others] = read.rows
  if (!headings) return { ok: false, refusal: 'not_a_table' }
  const known = knownColumns(headings.cells, columns)
  if (known.size === 0) return { ok: false, refusal: 'no_columns' }
  const again = findHeadings(others, headings, columns)
  const twins = twinsOf(headings, known)
  const rows = others.map(row => ({
    row: row.row,
    cells: cellsOf(row.cells, known),
    why: whyDoubtful(row, { headings, known, again, twins }),
  }))
  const ofHeadings = [
    ...headings.doubts.map(doubt => asWrong(headings.row, doubt, known)),
    ...headings.cells
      .filter(cell => damage.test(cell))
      .map(value => ({ value, column: value.slice(0, 80).toWellFormed(), row: headings.row }))
      .map(one => ({ ...one, wrong: 'damaged' as const, expected: null })),
  ]
  const heading = { row: headings.row, cells: new Map<string, string>(), why: ofHeadings }
  return {
    ok: true,
    columns: [...known.values()],
    ignored: [
      ...headings.cells.filter((heading, index) => heading !== '' && !known.has(index)),
      ...read.nameless.slice(0, namelessMax).map(lettersOf),
    ],
    rows: rows.flatMap(({ why, ...row }) => (why.length > 0 ? [] : [row])),
    doubtful: [heading, ...rows].filter(({ why }) => why.length > 0),
    otherSheets: read.others,
  }
}

/** Columns without a heading that are named at most. */
const namelessMax = 20

/** As spreadsheets name a column: A, Z, AA. */
function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last
}

type Known = ReadonlyMap<number, string>

/** Rows of a file put together from several: those that name columns again, and from which on the columns are others. */
type Again = { rows: ReadonlySet<number>; other: FileRow | undefined }

function findHeadings(rows: readonly FileRow[], headings: FileRow, columns: readonly Column[]): Again {
  const names = new Set(
    [...columns.flatMap(({ name, also }) => [name, ...also]), ...headings.cells].map(keyOf),
  )
  const again = rows.filter(({ cells }) => {
    const said = cells.map(keyOf).filter(Boolean)
    return keysOf(cells) === keysOf(headings.cells) || (said.length > 1 && said.every(one => names.has(one)))
  })
  const isOther = ({ cells }: FileRow) =>
    cells.some((cell, at) => cell !== '' && keyOf(cell) !== keyOf(headings.cells[at] ?? ''))
  return { rows: new Set(again.map(({ row }) => row)), other: again.find(isOther) }
}

/** Other columns of the very same name as one that is read, by its place. */
function twinsOf(headings: FileRow, known: Known): ReadonlyMap<number, number[]> {
  const keys = headings.cells.map(keyOf)
  return new Map(
    [...known.keys()].map(index => [
      index,
      keys.flatMap((key, at) => (at > index && key === keys[index] ? [at] : [])),
    ]),
  )
}

type Ground = { headings: FileRow; known: Known; again: Again; twins: ReadonlyMap<number, readonly number[]> }

/** What keeps a row from being read; nothing: it is good. What stands in columns that nobody reads does not. */
function whyDoubtful({ row, cells, doubts }: FileRow, { headings, known, again, twins }: Ground): WrongRow[] {
  const { rows, other } = again
  const told = doubts.filter(({ column }) => column === null || known.has(column))
  if (told.length > 0) return told.map(doubt => asWrong(row, doubt, known))
  if (rows.has(row))
    return [{ row, column: null, value: null, wrong: 'heading_again', expected: `≠ ${headings.row}` }]
  if (other && row > other.row) {
    const doubt = {
      value: cells.join(' | '),
      wrong: 'cells_moved',
      expected: other.cells.join(' | '),
    } as const
    return [{ row, column: null, ...doubt }]
  }
  return [...known].flatMap(([index, column]): WrongRow[] => {
    const value = cells[index] ?? ''
    if (damage.test(value)) return [{ row, column, value, wrong: 'damaged', expected: null }]
    const said = twins.get(index)?.find(at => (cells[at] ?? '') !== '' && cells[at] !== value)
    return said === undefined
      ? []
      : [{ row, column, value: cells[said] ?? null, wrong: 'twice', expected: value }]
  })
}

/** Signs that nobody types: a byte is damaged, something else came in, or UTF-8 was read as something else before. */
const damage = /(?![\t\r\n])[\p{Cc}\uFFFD]|[ÂÃ][\u00A0-\u00BF‚ƒ„…†‡ˆ‰‹‘’“”•–˜™›]|â€[\u00A0-\u00BF™˜œ“”¦]/u

function asWrong(row: number, { column, ...doubt }: FileRow['doubts'][number], known: Known): WrongRow {
  return { row, column: column === null ? null : (known.get(column) ?? null), ...doubt }
}

const keysOf = (cells: readonly string[]) => cells.map(keyOf).join(' ').trim()

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

function cellsOf(cells: readonly string[], known: Known): Map<string, string> {
  return new Map([...known].flatMap(([index, name]) => (cells[index] ? [[name, cells[index]]] : [])))
}
