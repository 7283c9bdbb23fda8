/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { HelpPicture, PageLanguage } from '../../../../protocol/help.ts'
import { say } from '../asking.ts'
import { BigButton } from '../BigButton.tsx'
import { faceOf } from '../face.ts'
import { Heading } from '../Heading.tsx'
import { MessageCard } from '../message/MessageCard.tsx'
import { messageText } from '../message/messageText.ts'
import { Friend } from '../pictures/Friend.tsx'
import { speak } from '../speech.ts'
import type { Words } from '../texts/words.ts'
import type { Press } from '../usePress.ts'
import type { SetSays } from '../useSet.ts'
import { HelpSteps } from './HelpSteps.tsx'

type Props = {
  says: SetSays
  words: Words
  language: PageLanguage
  voice: boolean
  press: Press
  isPending: boolean
  showGrownUps: () => void
}

/** One friend that says how it is, three pictures to say what does not work, and how far a question has come. */
export function ChildView({ says, words, language, voice, press, isPending, showGrownUps }: Props) {
  const { child } = words
  const [spoken, setSpoken] = useState<string>()
  const now = faceOf(says, { isPending }, words, language, Date.now())
  const { state } = says
  const isAsking = isPending || state?.help?.isOpen === true

  const sayAloud = (text: string) => {
    setSpoken(text)
    if (voice) speak(text, language)
  }
  // What has changed is said once, a message before all, and what was pointed at before no longer stands there.
  const news = messageText(state, language, 'child') ?? now.says
  useEffect(() => {
    setSpoken(undefined)
    if (voice && navigator.userActivation?.hasBeenActive) speak(news, language)
  }, [news, language, voice])

  return (
    <main class="child">
      <section class="meeting">
        <Friend face={now.face} />
        <div class="bubble">
          <Heading key={`${isAsking} ${state?.messages[0]?.id}`} text={child.faces[now.face]} />
          <p class="spoken">{spoken ?? now.says}</p>
        </div>
        <p class="unseen" role="status">
          {now.says}
        </p>
      </section>
      <div class="talk">
        <MessageCard state={state} words={words} language={language} audience="child" onHear={sayAloud} />
        {isAsking ? (
          <HelpSteps help={state?.help ?? null} isPending={isPending} words={words} onHear={sayAloud} />
        ) : (
          <Choices words={words} press={press} onHear={sayAloud} />
        )}
      </div>
      <Presence says={says} words={words} onHear={sayAloud} />
      <BigButton class="corner" picture="grownUps" text={child.grownUps} onPress={showGrownUps} />
    </main>
  )
}

const pictures: readonly HelpPicture[] = ['hear', 'see', 'other']

type ChoicesProps = { words: Words; press: Press; onHear: (text: string) => void }

function Choices({ words: { child }, press, onHear }: ChoicesProps) {
  return (
    <section class="choices" aria-labelledby="question">
      <h2 id="question">{child.question}</h2>
      {pictures.map(picture => (
        <BigButton
          key={picture}
          class="choice"
          picture={picture}
          text={child.choices[picture]}
          onHear={onHear}
          onPress={() => press(picture)}
        />
      ))}
    </section>
  )
}

type PresenceProps = { says: SetSays; words: Words; onHear: (text: string) => void }

/** "I am here", while there is a lesson to wait for. */
function Presence({ says: { state }, words: { child }, onHear }: PresenceProps) {
  if (!state || state.isLesson === false || state.help?.isOpen) return null
  const isHere = state.today.includes('here')
  return (
    <BigButton
      class={isHere ? 'presence said' : 'presence'}
      picture="wave"
      text={isHere ? child.notHere : child.here}
      onHear={onHear}
      onPress={() => void say('/today', { what: 'here', by: 'child', undo: isHere })}
    />
  )
}
