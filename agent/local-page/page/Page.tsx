/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import { say } from './asking.ts'
import { ChildView } from './child/ChildView.tsx'
import { GrownUps } from './grown/GrownUps.tsx'
import { usePlace } from './history.ts'
import { keepPreferences, type Preferences, readPreferences, type View } from './preferences.ts'
import { Seen } from './seen/Seen.tsx'
import { isFresh } from './teacher/status.ts'
import { TeacherView } from './teacher/TeacherView.tsx'
import { SelfTest } from './test/SelfTest.tsx'
import { loadWords } from './texts/languages.ts'
import type { Words } from './texts/words.ts'
import { type Press, usePress } from './usePress.ts'
import { type SetSays, useSet } from './useSet.ts'

export function Page() {
  const says = useSet()
  const [preferences, setPreferences] = useState<Preferences>(readPreferences)
  const words = useWords(preferences.language)
  const [place, go] = usePlace()
  const { ask, isPending } = usePress()
  useFirstLook(says)
  useEffect(() => keepPreferences(preferences), [preferences])
  if (!words || (!says.state && !says.trouble)) return null
  const { language, voice } = preferences
  const view: View = preferences.view ?? (says.state?.side === 'school' ? 'teacher' : 'child')
  const prefer = (change: Partial<Preferences>) => setPreferences(before => ({ ...before, ...change }))
  const back = () => go('grown')
  if (place === 'grown')
    return (
      <GrownUps says={says} words={words} preferences={preferences} view={view} prefer={prefer} go={go} />
    )
  if (place === 'test') return <SelfTest words={words} language={language} view={view} back={back} />
  if (place === 'seen') return <Seen words={words} language={language} back={back} />
  const showGrownUps = () => go('grown')
  const press: Press = picture => ask({ picture, by: view, language })
  const shared = { says, words, language, press, isPending, showGrownUps }
  return view === 'teacher' ? <TeacherView {...shared} /> : <ChildView {...shared} voice={voice} />
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

/** Who opens the page wants to know how the set is: when nobody has looked for long, it looks itself over, once. */
function useFirstLook({ state }: SetSays): void {
  const isKnown = state !== undefined
  const isLooked = state !== undefined && isFresh(state.check, Date.now())
  const isDone = useRef(false)
  useEffect(() => {
    if (!isKnown || isDone.current) return
    isDone.current = true
    if (!isLooked) void say('/check', { codes: [] })
  }, [isKnown, isLooked])
}
