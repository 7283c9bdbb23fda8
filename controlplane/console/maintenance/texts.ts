import type { Texts } from '../ui/words.ts'
import type { nl } from './nl.ts'

declare module '../words.ts' {
  interface WordsOf {
    maintenance: typeof nl
  }
}

export const texts: Texts = {
  nl: async () => (await import('./nl.ts')).nl,
  en: async () => (await import('./en.ts')).en,
}
