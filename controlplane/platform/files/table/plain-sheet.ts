import { utils } from '@e965/xlsx'
import { type Attributes, type Counts, escaped, newWords, type Parts } from './plain-parts.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const [rowsMax, columnsMax] = [1_048_576, 16_384]
/** What workbooks write where a formula came to nothing; programs know others, which are no value either. */
const errors = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A']

/** A cell as it stands there; undefined: it says nothing of that. `words`: those that stand in the cell itself. */
type Cell = { attributes: Attributes; v?: string; f?: string; words?: string }
type Row = { number: number; cells: Map<number, string> }

/** The cells of a sheet, each with its place, and which of them are one; how they look is left out. */
export function newSheet(counts: Counts): Parts {
  const [rows, merged, words] = [new Map<number, Row>(), [] as string[], newWords()]
  let [inside, field] = ['', '']
  let [row, last, column]: [Row | undefined, number, number] = [undefined, 0, -1]
  let cell: Cell | undefined

  function openRow({ r }: Attributes): void {
    const said = Number(r)
    // Of two rows with one number the second follows the row before it: neither is lost.
    const isGood = Number.isInteger(said) && said > 0 && said <= rowsMax && !rows.has(said)
    while (!isGood && rows.has(last + 1)) last += 1
    last = isGood ? said : last + 1
    row = { number: last, cells: new Map() }
    rows.set(last, row)
    column = -1
  }
  function openField(name: string): void {
    field = name
    if (cell && (name === 'v' || name === 'f')) cell[name] ??= ''
    if (cell && name === 'is') cell.words ??= ''
  }
  function closeCell({ attributes, ...cell }: Cell, { number, cells }: Row): void {
    column = columnOf(attributes.r) ?? column + 1
    const said = saidBy(attributes.t, cell, counts)
    if (said === '' || column >= columnsMax) return
    const style = attributes.s === undefined ? '' : ` s="${escaped(attributes.s)}"`
    const written = `<c r="${utils.encode_col(column)}${number}"${style}${said}</c>`
    const other = cells.get(column)
    cells.set(
      column,
      other === undefined || other === written ? written : written.replace(said, textOf('\uFFFD')),
    )
  }

  return {
    open(name, attributes, depth) {
      if (depth === 1) inside = name
      if (inside === 'mergeCells' && name === 'mergeCell') merged.push(attributes.ref ?? '')
      if (inside !== 'sheetData') return
      if (depth === 2 && name === 'row') openRow(attributes)
      if (depth === 3 && name === 'c') cell = { attributes }
      if (depth === 4) openField(name)
      if (field === 'is') words.open(name)
    },
    text(text) {
      if (cell && (field === 'v' || field === 'f')) cell[field] += text
      else if (field === 'is') words.text(text)
    },
    close(name, depth) {
      if (field === 'is') words.close(name)
      if (depth === 4 && cell && field === 'is') cell.words = words.take()
      if (depth === 4) field = ''
      if (depth !== 3 || !cell || !row) return
      closeCell(cell, row)
      cell = undefined
    },
    written: () => {
      const filled = [...rows.values()]
        .filter(({ cells }) => cells.size > 0)
        .sort((a, b) => a.number - b.number)
      const all = filled.map(
        ({ number, cells }) => `<row r="${number}">${[...cells.values()].join('')}</row>`,
      )
      const ones = merged.map(ref => `<mergeCell ref="${escaped(ref)}"/>`).join('')
      return `<worksheet xmlns="${main}"><sheetData>${all.join('')}</sheetData><mergeCells>${ones}</mergeCells></worksheet>`
    },
  }
}

/** By `B2`; undefined: by its order. */
function columnOf(place: string | undefined): number | undefined {
  const letters = /^\$?([A-Za-z]{1,3})(?:\$?\d+)?$/.exec(place?.trim() ?? '')?.[1]
  return letters === undefined ? undefined : utils.decode_col(letters.toUpperCase())
}

const textOf = (text: string) => ` t="str"><v>${escaped(text)}</v>`

/** The rest of a cell behind its place; empty: it says nothing, and only has a look. */
function saidBy(
  type: string | undefined,
  { v, f, words }: Omit<Cell, 'attributes'>,
  { strings }: Counts,
): string {
  const formula = f === undefined ? '' : `<f>${escaped(f === '' ? '…' : f)}</f>`
  if (words !== undefined) return ` t="inlineStr"><is>${words}</is>`
  if (v === undefined) return formula && `>${formula}`
  if (type === 'str' || type === 'd' || type === 'inlineStr')
    return textOf(v).replace('<v>', () => `${formula}<v>`)
  if (v.trim() === '') return formula && textOf('')
  if (type === 's') {
    const isThere = /^\s*\d+\s*$/.test(v) && Number(v) < strings
    return isThere ? ` t="s"><v>${Number(v)}</v>` : textOf('\uFFFD')
  }
  if (type === 'e') return ` t="e">${formula}<v>${errors.includes(v.trim()) ? v.trim() : '#VALUE!'}</v>`
  if (type === 'b') return ` t="b">${formula}<v>${escaped(v.trim())}</v>`
  if (type !== undefined && type !== 'n') return textOf(v)
  return `>${formula}<v>${Number.isFinite(Number(v)) ? escaped(v.trim()) : 'NaN'}</v>`
}
