import type { Texts } from '../../ui/words.ts'
import type { nl } from './nl.ts'

declare module '../../words.ts' {
  interface WordsOf {
    asking: typeof nl
  }
}

/** Words for who asks for help and who helps: most pages are opened while nobody does. */
export const helpTexts: Texts = {
  nl: async () => (await import('./nl.ts')).nl,
  en: async () => (await import('./en.ts')).en,
}
