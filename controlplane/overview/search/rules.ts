import { numbersMeant } from '../../sets/rules.ts'

/** More are not looked for: nobody remembers as many of one thing. */
const wordsMax = 8

/** The words of what somebody typed; each must match somewhere. */
export function wordsOf(typed: string): string[] {
  return typed
    .split(/[\s,;]+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word))
    .slice(0, wordsMax)
}

/** Codes of trajectories that this can be short for: "t 2026 31" is T-2026-0031. */
export function codesMeant(typed: string): string[] {
  const [, year, digits] = /^t[-._\s]*(20\d{2})[-._\s]*0*(\d{1,6})$/i.exec(typed.trim()) ?? []
  if (year === undefined || digits === undefined) return []
  return numbersMeant(digits).map(number => `T-${year}-${number}`)
}

/** A text that must stand somewhere, for `like`. */
export function containing(text: string): string {
  return `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
}
