const accented = 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ'
const bare = 'AAAAAACEEEEIIIINOOOOOUUUUYY'
const between = "-._/ '’‘"
/** Small letters too: not every database knows which capitals they have. */
const from = `${accented}${accented.toLowerCase()}${between}`
const to = `${bare}${bare}`
const alikeFrom = 'OIL'
const alikeTo = '011'

/** Words as they are compared: capitals without accents, what stands between is nothing. */
export function foldedOf(text: string): string {
  return translated(text.toUpperCase(), from, to)
}

/** As they are read from a sticker: what looks alike is the same too. */
export function alikeOf(text: string): string {
  return translated(foldedOf(text), alikeFrom, alikeTo)
}

/** The same of a column, in SQL, word for word as an index over it has it. */
export function foldedIn(column: string): string {
  return `translate(upper(${column}), '${from.replaceAll("'", "''")}', '${to}')`
}

export function alikeIn(column: string): string {
  return `translate(${foldedIn(column)}, '${alikeFrom}', '${alikeTo}')`
}

/** As PostgreSQL does it: what has no counterpart is left out. */
function translated(text: string, from: string, to: string): string {
  return [...text]
    .map(character => {
      const at = from.indexOf(character)
      return at === -1 ? character : (to[at] ?? '')
    })
    .join('')
}
