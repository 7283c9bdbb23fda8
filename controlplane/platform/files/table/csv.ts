import { parse } from 'csv-parse/sync'

/** A line of a CSV file, its end included; longer ones are no table. */
const lineCharactersMax = 200_000

/** Words in a line of its own before the headings, by which a spreadsheet says what stands between the cells. */
const separatorLine = /^sep=(.)\r?\n/

/**
 * The cells of a CSV file, row by row, at most `rowsMax`: UTF-8 or UTF-16 with or without its mark, else as Windows
 * writes western languages; semicolons, commas or tabs between the cells, whichever the first line has most of.
 * @throws CsvError when quotes do not match; Error when it is no text
 */
export function readCsv(bytes: Uint8Array, rowsMax: number): string[][] {
  const text = decode(bytes)
  if (text.includes('\0')) throw new Error('this is no text')
  const said = separatorLine.exec(text)
  const body = said ? text.slice(said[0].length) : text
  const rows = parse(body, {
    delimiter: said?.[1] ?? separatorOf(body),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: lineCharactersMax,
    to: rowsMax,
  })
  return said ? [[], ...rows] : rows
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What stands most often between the cells of the first line that has any. */
function separatorOf(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? ''
  const count = (separator: string) => line.split(separator).length
  return [';', '\t', ','].reduce((most, other) => (count(other) > count(most) ? other : most))
}
