import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { nl } from '../text/nl.ts'
import { type Language, preferences } from './preferences.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof nl }
    returnNull: false
  }
}

/** Dutch is there at once; another language is fetched by whoever chooses it. */
async function wordsOf(language: Language) {
  return language === 'nl' ? nl : (await import('../text/en.ts')).en
}

export async function startText() {
  const { language } = preferences()
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await wordsOf(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  })
}

export async function changeLanguage(language: Language) {
  document.documentElement.lang = language
  i18next.addResourceBundle(language, 'translation', await wordsOf(language))
  await i18next.changeLanguage(language)
}
