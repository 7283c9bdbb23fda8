import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, preferences } from './preferences.ts'
import type { Texts, Words } from './words.ts'

/** Everything that was needed on this page so far: another language fetches it again. */
const needed = new Set<Texts>()

/** Starts with these words, which every page needs. */
export async function startText(texts: Texts) {
  const { language } = preferences()
  needed.add(texts)
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await texts[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false, bindI18nStore: 'added' },
  })
}

/** The words of an area are there when this is done; asked for once in each language. */
export async function needTexts(texts: Texts) {
  if (needed.has(texts) && hasWords.get(texts)?.has(i18next.language as Language)) return
  needed.add(texts)
  await addWords(texts, preferences().language)
}

const hasWords = new Map<Texts, Set<Language>>()

async function addWords(texts: Texts, language: Language) {
  const words: Words = await texts[language]()
  i18next.addResourceBundle(language, 'translation', words, true, true)
  const known = hasWords.get(texts) ?? new Set()
  hasWords.set(texts, known.add(language))
}

export async function changeLanguage(language: Language) {
  document.documentElement.lang = language
  await Promise.all([...needed].map(texts => addWords(texts, language)))
  await i18next.changeLanguage(language)
}

/** Words of several levels as one; what stands in the same place belongs together. */
export function merged(all: readonly Words[]): Words {
  const one: { [key: string]: string | Words } = {}
  for (const words of all)
    for (const [key, value] of Object.entries(words)) {
      const known = one[key]
      one[key] = typeof known === 'object' && typeof value === 'object' ? merged([known, value]) : value
    }
  return one
}
