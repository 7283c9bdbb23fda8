import { type CellObject, read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import { unpack } from './archive.ts'
import { plainXml, rootOf } from './plain-xml.ts'
import { type Doubt, type FileRow, isFilled } from './rows.ts'

/**
 * `others`: names of the sheets with something in them that were not read; `beside`: columns of the sheet that was, from
 * 0, beyond its headings.
 */
export type SheetRead = { rows: FileRow[]; others: string[]; beside: number[] }

/**
 * The rows of the first sheet that shows and is not empty. Only what stands in a cell counts: colours, borders and
 * hidden rows do not.
 * @throws RangeError when it is larger than we unpack; another Error when it is no workbook, or damaged
 */
export function readXlsx(bytes: Uint8Array): SheetRead {
  const counts = { strings: 0 }
  // Cells name texts of their own part by number: how many there are is known before.
  const unpacked = Object.entries(unpack(bytes)).map(([name, part]) => ({
    ...{ name, part, rank: roots.indexOf(rootOf(part)) },
  }))
  const parts = unpacked
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ name, part, rank }) => [name, rank < 0 ? part : strToU8(plainXml(part, counts))] as const)
  // Packed anew, so that the reader sees what was looked at and nothing else.
  const packed = zipSync(Object.fromEntries(parts), { level: 0 })
  const book = read(packed, { type: 'array', dense: true, cellNF: true, cellText: false, sheetStubs: true })
  const shown = book.SheetNames.filter((_, at) => !book.Workbook?.Sheets?.[at]?.Hidden)
  const filled = (shown.length > 0 ? shown : book.SheetNames).map(name => rowsOf(book, name))
  const [first, ...others] = filled.filter(({ rows }) => rows.length > 0)
  return { rows: first?.rows ?? [], beside: first?.beside ?? [], others: others.map(({ name }) => name) }
}

/** What parts of a workbook begin with, the texts that cells name first; others say how it looks and who made it. */
const roots = ['sst', 'Types', 'Relationships', 'workbook', 'styleSheet', 'worksheet']

type Sheet = { name: string; rows: FileRow[]; beside: number[] }

function rowsOf(book: WorkBook, name: string): Sheet {
  const sheet = book.Sheets[name]
  if (sheet === undefined) throw new Error('a sheet cannot be read')
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const data = (sheet as { '!data'?: SheetCells[] })['!data'] ?? []
  const rows: FileRow[] = []
  const beside = new Set<number>()
  for (const key in data) {
    // What stands beside the headings belongs to no column.
    const across = rows[0]?.cells.length ?? Number.POSITIVE_INFINITY
    const read = rowOf(Number(key), data[key] ?? [], { is1904, across })
    for (const column of read.beside) beside.add(column)
    if (read.doubts.length > 0 || isFilled(read.cells)) rows.push(read)
  }
  spread(rows, sheet)
  return { name, rows, beside: [...beside].sort((a, b) => a - b) }
}

type SheetCells = (CellObject | undefined)[]
type Bounds = { is1904: boolean; across: number }

function rowOf(at: number, cells: SheetCells, { is1904, across }: Bounds): FileRow & { beside: number[] } {
  const texts: string[] = []
  const doubts: Doubt[] = []
  const beside: number[] = []
  for (const key in cells) {
    const column = Number(key)
    const said = textOf(cells[column], is1904)
    if (typeof said !== 'string') doubts.push({ column, ...said })
    else if (said.trim() !== '' && column < across) texts[column] = said
    else if (said.trim() !== '') beside.push(column)
  }
  return { row: at + 1, cells: Array.from(texts, text => text ?? ''), doubts, beside }
}

/** Where cells of several rows are one, what it says holds for all of them. */
function spread(rows: readonly FileRow[], sheet: WorkSheet): void {
  for (const { s: top, e: end } of sheet['!merges'] ?? []) {
    const said = rows.find(({ row }) => row === top.r + 1)?.cells[top.c] ?? ''
    if (said === '') continue
    for (const { row, cells } of rows) {
      if (row <= top.r + 1 || row > end.r + 1) continue
      while (cells.length < top.c) cells.push('')
      cells[top.c] = said
    }
  }
}

/** What workbooks write where a formula came to nothing. */
const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

/** As a person would have typed it: days as 2026-11-22, times of a day as 08:30. */
function textOf(cell: CellObject | undefined, is1904: boolean): string | Omit<Doubt, 'column'> {
  if (cell === undefined) return ''
  if (cell.f !== undefined && (cell.t === 'z' || cell.v === undefined))
    return { value: `=${cell.f}`, wrong: 'no_value', expected: null }
  if (cell.t === 'z' || cell.v === undefined || cell.v === null) return ''
  if (cell.t === 'e')
    return { value: errors[Number(cell.v)] ?? '#ERROR!', wrong: 'error_cell', expected: null }
  if (cell.t !== 'n') return String(cell.v)
  const format = String(cell.z ?? 'General')
  const value = Number(cell.v)
  const unreadable = { value: String(cell.v), wrong: 'unreadable', expected: null } as const
  if (!Number.isFinite(value)) return unreadable
  if (SSF.is_date(format)) return momentOf(value, format, is1904) ?? unreadable
  const plain = String(Number(value.toPrecision(15)))
  const shown = shownAs(format, value)
  const digits = shown.replaceAll(/\D/g, '')
  // Where a format takes a hundredth or adds zeros, what shows is what was typed.
  const hasZeros = digits.startsWith('0') && digits.replace(/^0+/, '') === plain
  return shown !== '' && (/%|^0[0\\ "./-]*0/.test(format) || hasZeros) ? shown : plain
}

function shownAs(format: string, value: number): string {
  try {
    return String(SSF.format(format, value)).trim()
  } catch {
    // A format that nobody can read shows nothing.
    return ''
  }
}

function momentOf(value: number, format: string, date1904: boolean): string | undefined {
  const two = (part: number) => String(part).padStart(2, '0')
  if (/\[h+\]/i.test(format)) {
    const minutes = Math.round(value * 1440)
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  }
  const moment = SSF.parse_date_code(value, { date1904 })
  if (!moment) return undefined
  const time = `${two(moment.H)}:${two(moment.M)}`
  // A time without a day lies before the first day that spreadsheets count.
  if (value < 1) return time
  const day = `${moment.y}-${two(moment.m)}-${two(moment.d)}`
  return time === '00:00' ? day : `${day} ${time}`
}
