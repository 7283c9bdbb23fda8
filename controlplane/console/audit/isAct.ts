import i18next from 'i18next'
import type { ActName } from '../../audit/rules.ts'

/** Whether a word of the address names an act: every act has words. */
export function isAct(word: string | undefined): word is ActName {
  return word !== undefined && i18next.exists(`acts.${word}`)
}
