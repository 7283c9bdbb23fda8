import type { nl as data } from './data/nl.ts'
import type { nl as refusals } from './data/refusals/nl.ts'
import type { nl as parts } from './parts/nl.ts'
import type { nl as session } from './session/nl.ts'
import type { nl as shell } from './shell/nl.ts'
import type { nl as ui } from './ui/nl.ts'
import type { Together } from './ui/words.ts'

/** Every word that a page may say, so that a key that is nowhere does not compile; an area adds its own in `texts.ts`. */
export interface WordsOf {
  ui: typeof ui
  data: typeof data
  refusals: typeof refusals
  session: typeof session
  parts: typeof parts
  shell: typeof shell
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Together<WordsOf[keyof WordsOf]> }
    returnNull: false
  }
}
