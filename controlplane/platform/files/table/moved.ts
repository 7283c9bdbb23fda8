import type { FileRow } from './rows.ts'

/**
 * Tells rows with more cells than there are headings, and those that are shorter than all others: a sign between cells
 * was lost or added there, or an end of line came into a row or went, and nobody knows which cell is whose.
 */
export function tellMoved(rows: readonly FileRow[]): FileRow[] {
  const [headings, ...others] = rows
  if (!headings) return []
  const width = headings.cells.findLastIndex(cell => cell !== '') + 1
  const longest = Math.max(headings.cells.length, usualLengthOf(others, headings.cells.length))
  const moved = new Set(shortOf(others, width))
  for (const row of others)
    if (row.cells.length > longest || row.cells.slice(width).some(cell => cell !== '')) moved.add(row)
  const expected = headings.cells.slice(0, width).join(' | ').slice(0, 200)
  const told = others.map(row => {
    if (row.doubts.length > 0 || !moved.has(row)) return row
    const doubt = { value: row.cells.join(' | '), wrong: 'cells_moved', expected } as const
    return { ...row, doubts: [{ column: null, ...doubt }] }
  })
  const wide = { column: null, value: expected, wrong: 'cells_moved', expected: null } as const
  return [isTooWide(others, width) ? { ...headings, doubts: [...headings.doubts, wide] } : headings, ...told]
}

/** More headings than any row has cells: one is torn, in a file that keeps empty cells, or a whole row is among them. */
function isTooWide(rows: readonly FileRow[], width: number): boolean {
  const length = rows[0]?.cells.length ?? width
  const areAlike = length < width && rows.every(({ cells }) => cells.length === length)
  const holdsRow = length > 1 && (width === length * 2 || width === length * 2 - 1)
  return areAlike && (holdsRow || rows.some(({ cells }) => cells.at(-1) === ''))
}

/** Programs that end every row with a sign between cells; 0: most rows do not have one length. */
function usualLengthOf(rows: readonly FileRow[], headings: number): number {
  const lengths = Map.groupBy(rows, ({ cells }) => cells.length)
  const [length, alike] = [...lengths].find(([, some]) => some.length * 2 > rows.length) ?? [0, []]
  return alike.length > 1 || length <= headings + 1 ? length : 0
}

/** Rows that lack cells, unless that is the manner of a program that leaves empty cells out at the end. */
function shortOf(rows: readonly FileRow[], width: number): FileRow[] {
  const places = rows.flatMap(({ cells }, at) => (cells.length < width ? [at] : []))
  const whole = rows.filter(({ cells }) => cells.length >= width)
  if (whole.length === 0 && places.length < 4) return []
  const halves = halvesIn(rows, places, width)
  const shapes = new Set([...whole, ...halves.map(at => rows[at]!)].map(shapeOf))
  const areCodes = shapes.size <= Math.max(2, whole.length / 4)
  const isRest = (at: number) => (areCodes ? !shapes.has(shapeOf(rows[at]!)) : !isOfRun(at, rows))
  const torn = halves.filter(at => places.length === 2 || isRest(at + 1)).flatMap(at => [at, at + 1])
  const keepsEmpty = whole.some(({ cells }) => cells[width - 1] === '')
  const alone = places.length === 1 ? places : keepsEmpty ? places.filter(at => !isOfRun(at, rows)) : []
  const told = [...torn, ...(whole.length < 2 ? [] : alone)]
  const counts = Map.groupBy(rows, shapeOf)
  const begins = tornIn(rows, counts).flatMap(at => [rows[at]!, rows[at + 1]!])
  return begins.concat(told.flatMap(at => [rows[at]!, ...neighbourOf(at, rows, { width, counts })]))
}

/** Where two rows one after another have the cells of one. */
function halvesIn(rows: readonly FileRow[], places: readonly number[], width: number): number[] {
  const short = new Set(places)
  const halves: number[] = []
  for (const at of places) {
    const both = (rows[at]?.cells.length ?? 0) + (rows[at + 1]?.cells.length ?? 0)
    if (halves.at(-1) === at - 1 || !short.has(at + 1) || both < width || both > width + 1) continue
    halves.push(at)
  }
  return halves
}

/** Three or more after another with as many cells: a spreadsheet leaves out what is empty in a whole block of rows. */
function isOfRun(at: number, rows: readonly FileRow[]): boolean {
  const isLike = (other: number) => rows[other]?.cells.length === rows[at]?.cells.length
  return [-2, -1, 0].some(back => [0, 1, 2].every(step => isLike(at + back + step)))
}

/** `counts`: the rows that begin alike. */
type Known = { width: number; counts: ReadonlyMap<string, readonly FileRow[]> }

/** A row of one cell is the end of the row before it, or the begin of the next when that begins as no other does. */
function neighbourOf(at: number, rows: readonly FileRow[], { width, counts }: Known): FileRow[] {
  const [only = '', ...others] = rows[at]?.cells ?? []
  const isWhole = /[;,\t|]/.test(only) && only.split(/[;,\t|]/).length >= width
  if (others.length > 0 || width < 2 || isWhole) return []
  const [before, next] = [rows[at - 1], rows[at + 1]]
  const isOdd = next?.cells.length === width && counts.get(shapeOf(next))?.length === 1
  if (next && isOdd && counts.size > 1) return [next]
  return before?.cells.length === width ? [before] : []
}

/** Where a row of one cell and the begin of the next look like nothing here, and together as rows begin here. */
function tornIn(rows: readonly FileRow[], counts: Known['counts']): number[] {
  const isKnown = (shape: string, countMin: number) => (counts.get(shape)?.length ?? 0) >= countMin
  return [...rows.keys()].filter(at => {
    const [one, next] = [rows[at], rows[at + 1]]
    if (one?.cells.length !== 1 || !next) return false
    const both = shapeOf({ ...next, cells: [`${one.cells[0]}${next.cells[0]}`] })
    return isKnown(both, 2) && !isKnown(shapeOf(one), 2) && !isKnown(shapeOf(next), 2)
  })
}

/** How a row begins: letters and figures, not which. */
function shapeOf({ cells: [first = ''] }: FileRow): string {
  return first
    .slice(0, 40)
    .replaceAll(/\p{Lu}+/gu, 'A')
    .replaceAll(/\p{Ll}+/gu, 'a')
    .replaceAll(/\p{N}+/gu, '9')
}
