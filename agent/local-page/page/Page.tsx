/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import { ChildView } from './child/ChildView.tsx'
import { keepPreferences, type Preferences, readPreferences } from './preferences.ts'
import { loadWords } from './texts/languages.ts'
import type { Words } from './texts/words.ts'
import { useSet } from './useSet.ts'

export function Page() {
  const says = useSet()
  const [preferences, setPreferences] = useState<Preferences>(readPreferences)
  const words = useWords(preferences.language)
  useEffect(() => keepPreferences(preferences), [preferences])
  if (!words) return null
  const { language, voice } = preferences
  return (
    <ChildView
      says={says}
      words={words}
      language={language}
      voice={voice}
      showGrownUps={() => setPreferences({ ...preferences, language: language === 'nl' ? 'en' : 'nl' })}
    />
  )
}

/** The texts of a language; those of before stand until they have come. */
function useWords(language: Preferences['language']): Words | undefined {
  const [words, setWords] = useState<Words>()
  useEffect(() => {
    let isLeft = false
    void loadWords(language).then(loaded => {
      if (isLeft) return
      document.documentElement.lang = language
      document.title = loaded.title
      setWords(loaded)
    })
    return () => {
      isLeft = true
    }
  }, [language])
  return words
}
