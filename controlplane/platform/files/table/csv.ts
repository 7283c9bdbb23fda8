import { CsvError, type Options, parse } from 'csv-parse/sync'
import { decodeText } from '../text.ts'
import { type FileRow, isFilled } from './rows.ts'

/** A line of a CSV file, its end included; longer ones are no table. */
const lineCharactersMax = 200_000
/** Lines that one cell may have. */
const cellLinesMax = 20

/** Words in a line of its own before the headings, by which a spreadsheet says what stands between the cells. */
const separatorLine = /^"?sep=(.)"?(?:\r\n|\n|\r)/
const lineEnds = ['\r\n', '\n', '\r']

/**
 * The rows of a CSV file that are not empty: semicolons, commas or tabs between the cells, whichever the first line has
 * most of; every line ends as it likes. Where quotes do not match, that row alone is doubtful.
 * @throws Error when it is no text
 */
export function readCsv(bytes: Uint8Array): FileRow[] {
  const text = decodeText(bytes)
  if (isBinary(text)) throw new Error('this is no text')
  const said = separatorLine.exec(text)
  const body = said ? text.slice(said[0].length) : text
  const options = { delimiter: said?.[1] ?? separatorOf(body), ...howToRead }
  const first = said ? 2 : 1
  const filled = (readWhole(body, first, options) ?? readByLine(body, first, options)).filter(
    ({ cells, doubts }) => isFilled(cells) || doubts.length > 0,
  )
  return tellMoved(filled)
}

const howToRead = {
  record_delimiter: lineEnds,
  relax_column_count: true,
  trim: true,
  max_record_size: lineCharactersMax,
} satisfies Options
type Reading = Options & { delimiter: string }

/** Undefined: a quote does not match somewhere. */
function readWhole(body: string, first: number, options: Reading): FileRow[] | undefined {
  try {
    const read = parse(body, { ...options, info: true, skip_empty_lines: true }) as unknown as {
      info: { records: number; empty_lines: number }
      record: string[]
    }[]
    const rows = read.map(({ info, record }) => ({
      row: first - 1 + info.records + info.empty_lines,
      cells: record,
      doubts: [],
    }))
    return rows.some(({ cells }) => cells.some(cell => holdsRows(cell, options.delimiter, cells.length)))
      ? undefined
      : rows
  } catch (failure) {
    if (failure instanceof CsvError && failure.code !== 'CSV_MAX_RECORD_SIZE') return undefined
    throw failure
  }
}

/** A cell that has eaten whole lines, because its quote is closed by that of a later row. */
function holdsRows(cell: string, delimiter: string, width: number): boolean {
  const lines = cell.split(/\r\n|\n|\r/)
  return lines.length > 1 && lines.slice(1).some(line => line.split(delimiter).length >= Math.max(2, width))
}

/** Row by row; one whose quotes do not match is read as far as its line goes, and doubtful. */
function readByLine(body: string, first: number, options: Reading): FileRow[] {
  const lines = body.split(/\r\n|\n|\r/)
  const rows: FileRow[] = []
  for (let at = 0; at < lines.length; ) {
    const row = first + at
    const whole = readRow(lines, at, options)
    if (whole) rows.push({ row, cells: whole.cells, doubts: [] })
    else rows.push(openRow(lines[at] ?? '', row, options))
    at += whole?.lines ?? 1
  }
  return rows
}

/** One row, of as many lines as its quotes need. */
function readRow(lines: readonly string[], at: number, options: Reading) {
  for (let count = 1; count <= cellLinesMax && at + count <= lines.length; count += 1) {
    try {
      const [cells = [''], ...others] = parse(lines.slice(at, at + count).join('\n'), options)
      const isOne =
        others.length === 0 && !cells.some(cell => holdsRows(cell, options.delimiter, cells.length))
      return isOne ? { cells, lines: count } : undefined
    } catch (failure) {
      if (!(failure instanceof CsvError) || failure.code !== 'CSV_QUOTE_NOT_CLOSED') return undefined
    }
  }
  return undefined
}

/** A quote amid a cell is a sign like others (24"); one at its begin or end lacks the other. */
function openRow(line: string, row: number, options: Reading): FileRow {
  const cells = parse(line, { ...options, quote: null })[0] ?? [line]
  const open = cells.find(cell => cell.startsWith('"') !== cell.endsWith('"') || /^".*"./.test(cell))
  const doubt = { column: null, value: line, wrong: 'open_quote', expected: '"…"' } as const
  return { row, cells, doubts: open === undefined ? [] : [doubt] }
}

/**
 * Rows with cells beyond the headings, and those few that are shorter than all others: a sign between cells was lost or
 * added there, or an end of line came into a row, and nobody knows which cell is whose.
 */
function tellMoved(rows: readonly FileRow[]): FileRow[] {
  const [headings, ...others] = rows
  if (!headings) return []
  const width = headings.cells.findLastIndex(cell => cell !== '') + 1
  const short = new Set(shortOf(others, headings.cells.length))
  const told = others.map(row => {
    const isLong = row.cells.slice(width).some(cell => cell !== '')
    if (row.doubts.length > 0 || (!isLong && !short.has(row))) return row
    const expected = headings.cells.slice(0, width).join(' | ').slice(0, 200)
    const doubt = { value: row.cells.join(' | '), wrong: 'cells_moved', expected } as const
    return { ...row, doubts: [{ column: null, ...doubt }] }
  })
  return [headings, ...told]
}

/** Many short rows are the manner of a program that leaves empty cells out at the end; one, or two halves, are not. */
function shortOf(rows: readonly FileRow[], width: number): readonly FileRow[] {
  const short = rows.filter(({ cells }) => cells.length < width)
  const [one, other] = short
  if (rows.length < short.length + 2 || !one) return []
  if (short.length === 1) return short
  const both = one.cells.length + (other?.cells.length ?? 0)
  const areHalves = short.length === 2 && rows.indexOf(other as FileRow) === rows.indexOf(one) + 1
  return areHalves && (both === width || both === width + 1) ? short : []
}

/** A text holds few signs that nobody can type. */
function isBinary(text: string): boolean {
  const odd = text.slice(0, 100_000).match(/(?![\t\r\n])[\p{Cc}\uFFFD]/gu)?.length ?? 0
  const looked = Math.min(text.length, 100_000)
  return (odd > 2 && odd > looked * 0.08) || odd * 2 > looked
}

/** What stands most often between the cells of the first line that has any. */
function separatorOf(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? ''
  const count = (separator: string) => line.split(separator).length
  return [';', '\t', ',', '|'].reduce((most, other) => (count(other) > count(most) ? other : most))
}
