import type { PageLanguage } from '../../../../protocol/help.ts'
import type { FactCode, FactPart, SeenWords } from '../texts/seen/words.ts'

/** Belgian dates and numbers, whatever the language. */
const locales: Record<PageLanguage, string> = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-BE' }

/** A fact in words, a line for each of its parts; what a set says itself, such as a model, stands as it is. */
export function sayValue(value: unknown, words: SeenWords, language: PageLanguage): string[] {
  if (value === undefined) return [words.notYet]
  if (Array.isArray(value)) {
    return value.length === 0 ? [words.none] : value.flatMap(item => sayValue(item, words, language))
  }
  if (value === null || typeof value !== 'object') return [sayOne(value, words, language)]
  const isThere = (value as { present?: unknown }).present
  // Of what is not there, nothing else can be said.
  const parts = isThere === false ? [['present', false] as const] : Object.entries(value)
  if (parts.length === 0) return [words.none]
  return parts.map(([part, said]) => {
    const name = words.parts[part as FactPart] ?? part
    // Of what is there, no fault was found; of everything else, nothing means that nobody knows.
    if (part === 'error' && said === null && isThere === true) return `${name}: ${words.none}`
    if (part === 'since' && typeof said === 'number') return `${name}: ${sayInstant(said, language)}`
    return `${name}: ${sayOne(said, words, language)}`
  })
}

function sayOne(value: unknown, words: SeenWords, language: PageLanguage): string {
  if (value === null) return words.unknown
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return value.toLocaleString(locales[language])
  return words.codes[value as FactCode] ?? String(value)
}

export function sayNumber(
  value: number | null | undefined,
  unit: string,
  words: SeenWords,
  language: PageLanguage,
): string {
  if (value === undefined) return words.notYet
  if (value === null) return words.unknown
  const number = value.toLocaleString(locales[language], { maximumFractionDigits: 1 })
  return unit === '' ? number : `${number} ${unit}`
}

/** Lessons are told by this clock, however the browser's own is set. */
const timeZone = 'Europe/Brussels'
const day = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone } as const
const hour = { hour: '2-digit', minute: '2-digit', timeZone } as const

export function sayInstant(at: number, language: PageLanguage): string {
  return new Date(at).toLocaleString(locales[language], { ...day, ...hour })
}

/** The hour alone, when it is of today. `now`: ms since 1970 UTC, as `at`. */
export function sayHour(at: number, language: PageLanguage, now = Date.now()): string {
  const dayOf = (instant: number) => new Date(instant).toLocaleDateString(locales[language], day)
  if (dayOf(at) !== dayOf(now)) return sayInstant(at, language)
  return new Date(at).toLocaleTimeString(locales[language], hour)
}
