/** More are not looked for: nobody remembers as many of one thing. */
const wordsMax = 8

/** The words of what somebody typed; each must match somewhere. */
export function wordsOf(typed: string): string[] {
  return typed
    .split(/[\s,;]+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word))
    .slice(0, wordsMax)
}

/**
 * A word as labels and serials are compared: what looks alike on a sticker is the same, what stands between is nothing.
 * The index over the kept list says the same in SQL (`tables.ts`).
 */
export function plainOf(word: string): string {
  return word
    .toUpperCase()
    .replaceAll(/[-._/\s]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

const longestNumber = 6

/** Labels that this can be short for: "ks31", "KS 31" and "ks0031" are KS-0031. */
export function labelsMeant(typed: string): string[] {
  const [, letters, digits] = /^([a-z]{1,6})[-._\s]*0*(\d{1,6})$/i.exec(typed.trim()) ?? []
  if (letters === undefined || digits === undefined) return []
  return widthsFrom(digits).map(number => `${letters.toUpperCase()}-${number}`)
}

/** Codes of trajectories that this can be short for: "t 2026 31" is T-2026-0031. */
export function codesMeant(typed: string): string[] {
  const [, year, digits] = /^t[-._\s]*(20\d{2})[-._\s]*0*(\d{1,6})$/i.exec(typed.trim()) ?? []
  if (year === undefined || digits === undefined) return []
  return widthsFrom(digits).map(number => `T-${year}-${number}`)
}

function widthsFrom(digits: string): string[] {
  return Array.from({ length: longestNumber - digits.length + 1 }, (_, more) =>
    digits.padStart(digits.length + more, '0'),
  )
}

/** A text that must stand somewhere, for `like`. */
export function containing(text: string): string {
  return `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
}
