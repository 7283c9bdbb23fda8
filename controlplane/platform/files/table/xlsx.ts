import { unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'

/** What a workbook may unpack to, and how many parts it may have. */
const unpackedBytesMax = 40 * 1024 * 1024
const partsMax = 500
/** How far to the right and down a cell may stand: the reader fills what lies before it. */
const columnsAcrossMax = 256
const rowsDownMax = 20_000

/**
 * The cells of the first sheet of a workbook, row by row.
 * @throws RangeError when it is larger than we unpack or lay out; another Error when it is no workbook
 */
export async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  const parts = unpack(bytes)
  for (const part of Object.values(parts)) refuseTraps(new TextDecoder().decode(part))
  // Packed anew, so that the reader sees what was looked at and nothing else.
  const rows = await readSheet(Buffer.from(zipSync(parts, { level: 0 })))
  return rows.map(row => row.map(textOf))
}

/** The parts that are XML, as large as the archive says: what comes out beyond that is cut off, and then no XML. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let unpacked = 0
  let count = 0
  return unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!/\.xml(\.rels)?$/.test(name)) return false
      unpacked += originalSize
      count += 1
      if (unpacked > unpackedBytesMax || count > partsMax) throw new RangeError('it is too large')
      return true
    },
  })
}

/** An address of a cell or row, in whatever way it is written: `r="B7"`. */
const addresses = /(?<![\w:.-])r\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]*))/g
const address = /^([A-Z]{0,3})([1-9][0-9]{0,6})$/

/** Words that stand for other words, and cells so far out that laying them out would fill the memory. */
function refuseTraps(xml: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new Error('it defines its own words')
  if (!/<(\w+:)?sheetData/.test(xml)) return
  for (const [, one = '', two = '', three = ''] of xml.matchAll(addresses)) {
    const [, column = '', row] = address.exec(one || two || three) ?? []
    if (row === undefined) throw new Error('a cell has no place')
    if (Number(row) > rowsDownMax || numberOf(column) > columnsAcrossMax)
      throw new RangeError('it is too large')
  }
}

/** A is 1, Z is 26, AA is 27. */
function numberOf(column: string): number {
  return [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** As a person would have typed it: days as 2026-11-22, times of a day as 08:30. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell)
  if (Number.isNaN(cell.getTime())) return ''
  const [day = '', time = ''] = cell.toISOString().slice(0, 16).split('T')
  // A time without a day lies before the first day that spreadsheets count.
  if (cell.getUTCFullYear() < 1901) return time
  return time === '00:00' ? day : `${day} ${time}`
}
