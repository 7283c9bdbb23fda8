import { nl as data } from '../data/nl.ts'
import { nl as parts } from '../parts/nl.ts'
import { nl as session } from '../session/nl.ts'
import { nl as ui } from '../ui/nl.ts'
import { merged } from '../ui/text.ts'
import type { Texts } from '../ui/words.ts'
import { nl as shell } from './nl.ts'
import { pageWords } from './pageWords.ts'

/** What every page needs. Dutch is there at once; another language is fetched by whoever chooses it. */
export const texts: Texts = {
  nl: async () => merged([ui, data, session, parts, pageWords('nl'), shell]),
  en: async () => (await import('./english.ts')).english,
}
