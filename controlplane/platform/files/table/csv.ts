import { CsvError, type Options, parse } from 'csv-parse/sync'
import { decodeText } from '../text.ts'
import { tellMoved } from './moved.ts'
import { type FileRow, isFilled } from './rows.ts'

/** Lines that one cell may have. */
const cellLinesMax = 20

/** Words in a line of its own before the headings, by which a spreadsheet says what stands between the cells. */
const separatorLine = /^"?sep=(.)"?[;,\t|]*(?:\r\n|\n|\r)/i
const lineEnds = ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029']
const lineEnd = new RegExp(lineEnds.join('|'))
/** A text that a spreadsheet is kept from reading as a number: `="0123"`. */
const keptText = /(?<=^|[;,\t|])=(?="(?:[^"]|"")*"(?:[;,\t|]|$))/gm

/**
 * The rows of a CSV file that are not empty: semicolons, commas or tabs between the cells, whichever the first line has
 * most of; every line ends as it likes. Where quotes do not match, that row alone is doubtful.
 * @throws Error when it is no text
 */
export function readCsv(bytes: Uint8Array): FileRow[] {
  const text = withoutPadding(decodeText(bytes))
  if (isBinary(text)) throw new Error('this is no text')
  const said = separatorLine.exec(text)
  const body = (said ? text.slice(said[0].length) : text).replaceAll(keptText, '')
  const options = { delimiter: separatorOf(body, said?.[1]), ...howToRead }
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
    return rows.some(({ cells }) => holdsRows(cells, options.delimiter)) ? undefined : rows
  } catch (failure) {
    if (failure instanceof CsvError) return undefined
    throw failure
  }
}

/** Whether a cell has eaten whole lines, or the end of one row and the begin of another, because its quote is not its own. */
function holdsRows(cells: readonly string[], delimiter: string): boolean {
  const width = Math.max(2, cells.length)
  return cells.some((cell, at) => {
    const counts = cell.split(lineEnd).map(line => line.split(delimiter).length)
    const [first = 0, ...others] = counts
    const last = others.pop()
    if (last === undefined) return false
    const areTwo = at + first >= width && last + cells.length - 1 - at >= width
    return areTwo || [...others, last].some(count => count >= width)
  })
}

/** Row by row; one whose quotes do not match is read as far as its line goes, and doubtful. */
function readByLine(body: string, first: number, options: Reading): FileRow[] {
  const lines = body.split(lineEnd)
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
      const isOne = others.length === 0 && !holdsRows(cells, options.delimiter)
      return isOne ? { cells, lines: count } : undefined
    } catch (failure) {
      if (!(failure instanceof CsvError) || failure.code !== 'CSV_QUOTE_NOT_CLOSED') return undefined
    }
  }
  return undefined
}

/** Quotes amid a cell are signs like others (24", the "Brug"); one at its begin, or alone at its end, lacks another. */
function openRow(line: string, row: number, options: Reading): FileRow {
  const cells = parse(line, { ...options, quote: null })[0] ?? [line]
  const isOdd = (cell: string) => cell.split('"').length % 2 === 0
  const open = cells.find(
    cell => (cell.startsWith('"') && !/^"[^"]*"$/.test(cell)) || (cell.endsWith('"') && isOdd(cell)),
  )
  const doubt = { column: null, value: line, wrong: 'open_quote', expected: '"…"' } as const
  return { row, cells, doubts: open === undefined ? [] : [doubt] }
}

/** Old programs fill a file up with zeros, or end it with a sign of their own. */
function withoutPadding(text: string): string {
  let end = text.length
  while (end > 0 && /[\s\0]|\cZ/.test(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

/** A text holds few signs that nobody can type. */
function isBinary(text: string): boolean {
  const odd = text.slice(0, 100_000).match(/(?![\t\r\n])[\p{Cc}\uFFFD]/gu)?.length ?? 0
  const looked = Math.min(text.length, 100_000)
  return (odd > 2 && odd > looked * 0.08) || odd * 2 > looked
}

/** The sign between cells: what the file itself names, else what its first written line uses most. */
function separatorOf(text: string, said: string | undefined): string {
  const line = /^.*\S.*$/m.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? ''
  if (said !== undefined && line.includes(said)) return said
  const count = (separator: string) => line.split(separator).length
  const most = [';', '\t', ',', '|'].reduce((one, other) => (count(other) > count(one) ? other : one))
  return said !== undefined && count(most) === 1 ? said : most
}
