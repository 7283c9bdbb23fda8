import writeWorkbook from 'write-excel-file/node'
import { csvRow } from '../csv.ts'

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
