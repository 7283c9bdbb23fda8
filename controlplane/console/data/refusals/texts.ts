import type { Texts } from '../../ui/words.ts'

export const texts: Texts = {
  nl: async () => (await import('./nl.ts')).nl,
  en: async () => (await import('./en.ts')).en,
}
