import type { PageLanguage } from '../../../../protocol/help.ts'
import type { Words } from './words.ts'

/** A language more is a file more and a line here. */
const languages: Record<PageLanguage, () => Promise<{ words: Words }>> = {
  nl: () => import('./nl.ts'),
  en: () => import('./en.ts'),
  fr: () => import('./fr.ts'),
}

export const loadWords = async (language: PageLanguage): Promise<Words> => (await languages[language]()).words
