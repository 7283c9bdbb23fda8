/** @jsxImportSource preact */
import type { PageLanguage } from '../../../../protocol/help.ts'
import { BigButton } from '../BigButton.tsx'
import { Heading } from '../Heading.tsx'
import type { Place } from '../history.ts'
import { MessageCard } from '../message/MessageCard.tsx'
import { languageNames, type Preferences, type View } from '../preferences.ts'
import { hush } from '../speech.ts'
import type { Words } from '../texts/words.ts'
import type { SetSays } from '../useSet.ts'

type Props = {
  says: SetSays
  words: Words
  preferences: Preferences
  view: View
  prefer: (change: Partial<Preferences>) => void
  go: (to: Place) => void
}

/** What grown-ups look for: a test, what is seen, a language, and the other view. */
export function GrownUps({ says, words, preferences, view, prefer, go }: Props) {
  const { grownUps } = words
  const other: View = view === 'child' ? 'teacher' : 'child'
  const { voice, language: own } = preferences
  const audience = view === 'teacher' ? 'teacher' : 'parent'
  return (
    <main class="leaf">
      <header>
        <Heading text={grownUps.title} />
        <p>{grownUps.says}</p>
      </header>
      <MessageCard state={says.state} words={words} language={own} audience={audience} />
      <div class="tiles">
        <BigButton class="tile" picture="tests" text={grownUps.test} onPress={() => go('test')} />
        <BigButton class="tile" picture="seen" text={grownUps.seen} onPress={() => go('seen')} />
        <BigButton
          class="tile"
          picture={other === 'teacher' ? 'board' : 'wave'}
          text={grownUps.view[other]}
          onPress={() => {
            prefer({ view: other })
            go('set')
          }}
        />
        <BigButton
          class="tile"
          picture={voice ? 'voice' : 'noVoice'}
          text={voice ? grownUps.voiceOn : grownUps.voiceOff}
          onPress={() => {
            hush()
            prefer({ voice: !voice })
          }}
        />
      </div>
      <fieldset class="languages">
        <legend>{grownUps.language}</legend>
        {(Object.keys(languageNames) as PageLanguage[]).map(language => (
          <button
            key={language}
            type="button"
            class="big"
            lang={language}
            aria-pressed={language === preferences.language}
            onClick={() => prefer({ language })}
          >
            {languageNames[language]}
          </button>
        ))}
      </fieldset>
      <BigButton class="back" picture="back" text={grownUps.back} onPress={() => go('set')} />
    </main>
  )
}
