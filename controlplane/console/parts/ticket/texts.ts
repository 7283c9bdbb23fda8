import type { Texts } from '../../ui/words.ts'
import type { nl } from './nl.ts'

declare module '../../words.ts' {
  interface WordsOf {
    ofTicket: typeof nl
  }
}

/** Words for tickets wherever they are listed. */
export const ticketTexts: Texts = {
  nl: async () => (await import('./nl.ts')).nl,
  en: async () => (await import('./en.ts')).en,
}
