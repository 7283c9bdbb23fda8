import type { PageLanguage } from '../../../protocol/help.ts'

/** Each language by its own name; what is imported from the protocol here is types alone, which weigh nothing. */
export const languageNames: Record<PageLanguage, string> = { nl: 'Nederlands', fr: 'Français', en: 'English' }
const languages = Object.keys(languageNames) as PageLanguage[]

/** Who looks at the page; `null`: as the set is, a child at home and a teacher at school. */
export type View = 'child' | 'teacher'
export type Preferences = { language: PageLanguage; view: View | null; voice: boolean }

const key = 'setwacht-page'
const first: Preferences = { language: 'nl', view: null, voice: true }

/** What was chosen on this set before; whatever cannot be understood counts as never chosen. */
export function readPreferences(): Preferences {
  try {
    const { language, view, voice } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>
    return {
      language: languages.find(known => known === language) ?? first.language,
      view: view === 'child' || view === 'teacher' ? view : first.view,
      voice: voice !== false,
    }
  } catch {
    return first
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences))
  } catch {
    // A browser that keeps nothing shows the page as ever.
  }
}
