import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { preferences } from '../preferences.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof nl }
    returnNull: false
  }
}

export async function startText() {
  const { language } = preferences()
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { nl: { translation: nl }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  })
}

export async function changeLanguage(language: 'nl' | 'en') {
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
