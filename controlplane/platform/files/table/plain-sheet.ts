import { utils } from '@e965/xlsx'
import { type Attributes, type Counts, escaped, newWords, type Parts } from './plain-parts.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const [rowsMax, columnsMax] = [1_048_576, 16_384]
/** Stands where nobody knows what a cell says, so that it is told. */
const unknown = '\uFFFD'
/** What workbooks write where a formula came to nothing; programs know others, which are no value either. */
const errors = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A']

/** A cell as it stands there; undefined: it says nothing of that. `words`: those that stand in the cell itself. */
type Cell = { attributes: Attributes; v?: string; f?: string; words?: string }
type Row = { number: number; cells: Map<number, string> }

/** The cells of a sheet, each with its place, and which of them are one; how they look is left out. */
export class Sheet implements Parts {
  readonly #rows = new Map<number, Row>()
  readonly #merged: string[] = []
  readonly #words = newWords()
  readonly #counts: Counts
  #inside = ''
  #field = ''
  #row: Row | undefined
  #cell: Cell | undefined
  #last = 0
  #column = -1

  constructor(counts: Counts) {
    this.#counts = counts
  }

  open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 1) this.#inside = name
    if (this.#inside === 'mergeCells' && name === 'mergeCell') this.#merged.push(attributes.ref ?? '')
    if (this.#inside !== 'sheetData') return
    if (depth === 2 && name === 'row') this.#openRow(attributes)
    if (depth === 3 && name === 'c') this.#cell = { attributes }
    if (depth === 4) this.#openField(name)
    if (this.#field === 'is') this.#words.open(name)
  }

  text(text: string): void {
    if (this.#cell && (this.#field === 'v' || this.#field === 'f')) this.#cell[this.#field] += text
    else if (this.#field === 'is') this.#words.text(text)
  }

  close(name: string, depth: number): void {
    if (this.#field === 'is') this.#words.close(name)
    if (depth === 4 && this.#cell && this.#field === 'is') this.#cell.words = this.#words.take()
    if (depth === 4) this.#field = ''
    if (depth !== 3 || !this.#cell || !this.#row) return
    this.#closeCell(this.#cell, this.#row)
    this.#cell = undefined
  }

  written(): string {
    const filled = [...this.#rows.values()].filter(({ cells }) => cells.size > 0)
    const all = filled
      .sort((a, b) => a.number - b.number)
      .map(({ number, cells }) => `<row r="${number}">${[...cells.values()].join('')}</row>`)
    const ones = this.#merged.map(ref => `<mergeCell ref="${escaped(ref)}"/>`)
    const parts = `<sheetData>${all.join('')}</sheetData><mergeCells>${ones.join('')}</mergeCells>`
    return `<worksheet xmlns="${main}">${parts}</worksheet>`
  }

  /** Of two rows with one number the second follows the row before it: neither is lost. */
  #openRow({ r }: Attributes): void {
    const said = Number(r)
    const isGood = Number.isInteger(said) && said > 0 && said <= rowsMax && !this.#rows.has(said)
    while (!isGood && this.#rows.has(this.#last + 1)) this.#last += 1
    this.#last = isGood ? said : this.#last + 1
    this.#row = { number: this.#last, cells: new Map() }
    this.#rows.set(this.#last, this.#row)
    this.#column = -1
  }

  #openField(name: string): void {
    this.#field = name
    if (this.#cell && (name === 'v' || name === 'f')) this.#cell[name] ??= ''
    if (this.#cell && name === 'is') this.#cell.words ??= ''
  }

  #closeCell({ attributes, ...cell }: Cell, { number, cells }: Row): void {
    const column = columnOf(attributes.r) ?? this.#column + 1
    this.#column = column
    const said = saidBy(attributes.t, cell, this.#counts)
    if (said === '' || column >= columnsMax) return
    const style = attributes.s === undefined ? '' : ` s="${escaped(attributes.s)}"`
    const place = `<c r="${utils.encode_col(column)}${number}"${style}`
    const [other, written] = [cells.get(column), `${place}${said}</c>`]
    cells.set(column, other === undefined || other === written ? written : `${place}${textOf(unknown)}</c>`)
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
    return isThere ? ` t="s"><v>${Number(v)}</v>` : textOf(unknown)
  }
  if (type === 'e') return ` t="e">${formula}<v>${errors.includes(v.trim()) ? v.trim() : '#VALUE!'}</v>`
  if (type === 'b') return ` t="b">${formula}<v>${escaped(v.trim())}</v>`
  if (type !== undefined && type !== 'n') return textOf(v)
  return `>${formula}<v>${Number.isFinite(Number(v)) ? escaped(v.trim()) : 'NaN'}</v>`
}
