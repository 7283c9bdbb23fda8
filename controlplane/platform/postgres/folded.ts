const accented = 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ'
const bare = 'AAAAAACEEEEIIIINOOOOOUUUUYY'
const between = "-._/ '’‘"
/** Small letters too: not every database knows which capitals they have. */
const from = `${accented}${accented.toLowerCase()}${between}`
const to = `${bare}${bare}`

/**
 * Words as they are compared: capitals without accents, what stands between is nothing. What is searched is kept as
 * `folded()` and `alike()` of the database make it, letter for letter the same: `translate` at each question is slow.
 */
export function foldedOf(text: string): string {
  return translated(text.toUpperCase(), from, to)
}

/** As they are read from a sticker: what looks alike is the same too. */
export function alikeOf(text: string): string {
  return translated(foldedOf(text), 'OIL', '011')
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
