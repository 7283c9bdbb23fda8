import type { PageLanguage } from '../../../../protocol/help.ts'
import type { SeenWords } from './seen/words.ts'
import type { Words } from './words.ts'

type Load<Texts> = () => Promise<{ words: Texts }>

/** A language more is two files more, a line here, and its sentences in `protocol/sentences/`. */
const languages: Record<PageLanguage, { page: Load<Words>; seen: Load<SeenWords> }> = {
  nl: { page: () => import('./nl.ts'), seen: () => import('./seen/nl.ts') },
  en: { page: () => import('./en.ts'), seen: () => import('./seen/en.ts') },
  fr: { page: () => import('./fr.ts'), seen: () => import('./seen/fr.ts') },
}

export const loadWords = async (language: PageLanguage): Promise<Words> =>
  (await languages[language].page()).words

/** They come when somebody asks what is seen, and weigh nothing before. */
export const loadSeenWords = async (language: PageLanguage): Promise<SeenWords> =>
  (await languages[language].seen()).words
