/** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/** What a cell says that was tamed. */
export const untamed = (cell: string) =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

/**
 * One line of a spreadsheet file, with its line end. Dutch spreadsheets expect semicolons and decimal commas.
 */
export function csvRow(cells: readonly (string | number | null)[], language: 'nl' | 'en'): string {
  const [separator, comma] = language === 'nl' ? [';', ','] : [',', '.']
  const texts = cells.map(cell => {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell).replace('.', comma)
    const tame = formula.test(cell) ? `'${cell}` : cell
    return /[";,\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
  })
  return `${texts.join(separator)}\r\n`
}
