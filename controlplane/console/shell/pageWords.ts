import type { Language } from '../ui/preferences.ts'
import { having, type PageName } from './areas.ts'

declare module '../words.ts' {
  interface WordsOf {
    pages: { readonly pages: Readonly<Record<PageName, string>> }
  }
}

/** How pages are called, which stands in the rail before the words of their areas have come. */
export function pageWords(language: Language) {
  const all = having('pages').flatMap(area => Object.entries(area.pages))
  return { pages: Object.fromEntries(all.map(([name, { says }]) => [name, says[language]])) }
}
