import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { judgeTable } from '../../controlplane/platform/files/table/file.ts'
import { readHere } from '../../controlplane/platform/files/table/reader.ts'
import { writeTable } from '../../controlplane/platform/files/table/write.ts'

const columns = ['code', 'naam', 'gemeente'].map(name => ({ name, also: [] }))
export const sheetPart = 'xl/worksheets/sheet1.xml'
export const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const sheetOf = (rows: string, after = '') =>
  `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${after}</worksheet>`
export const text = (at: string, words: string) =>
  `<c${at && ` r="${at}"`} t="inlineStr"><is><t>${words}</t></is></c>`
export const heading = `<row r="1">${text('A1', 'code')}${text('B1', 'naam')}${text('C1', 'gemeente')}</row>`

/** The parts of a workbook that says nothing yet. */
export const base: Readonly<Record<string, Uint8Array>> = unzipSync(
  await writeTable('xlsx', ['code'], [['x']]),
)

/** What a workbook says with these parts instead of its own. */
export async function read(parts: Record<string, string | Uint8Array>, without: readonly string[] = []) {
  const others = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ])
  const all = Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(others) }).filter(([name]) => !without.includes(name)),
  )
  const table = judgeTable(await readHere(zipSync(all as Zippable)), columns)
  if (!table.ok) throw new Error(`the workbook was refused: ${table.refusal}`)
  return {
    rows: table.rows.map(({ cells }) => columns.map(({ name }) => cells.get(name) ?? '')),
    told: table.doubtful.flatMap(({ why }) =>
      why.map(({ row, column, value, wrong }) => [row, column, value, wrong]),
    ),
    ...{ ignored: table.ignored, otherSheets: table.otherSheets },
  }
}
export const readRow = (cells: string, after = '') =>
  read({ [sheetPart]: sheetOf(`${heading}<row r="2">${cells}</row>`, after) })
