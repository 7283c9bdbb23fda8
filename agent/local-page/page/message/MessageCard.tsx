/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { PageLanguage } from '../../../../protocol/help.ts'
import type { MessageAnswer } from '../../../../protocol/message.ts'
import type { PageAudience } from '../../../../protocol/sentences/audiences.ts'
import { answerWordOf } from '../../../../protocol/sentences/messages.ts'
import type { MessageShown, PageState } from '../../api.ts'
import { say } from '../asking.ts'
import { BigButton } from '../BigButton.tsx'
import type { PictureName } from '../pictures/Picture.tsx'
import type { Words } from '../texts/words.ts'
import { messageText } from './messageText.ts'

const pictures: Record<MessageAnswer, PictureName> = {
  yes: 'yes',
  no: 'no',
  later: 'later',
  done: 'yes',
  works: 'works',
  works_not: 'other',
}

type Props = {
  state: PageState | undefined
  words: Words
  language: PageLanguage
  audience: PageAudience
  /** says it aloud, for who does not read; left out: nobody needs that */
  onHear?: (text: string) => void
}

/** The oldest message that waits, and that an answer was kept; one at a time, whatever else the page shows. */
export function MessageCard({ state, words, language, audience, onHear }: Props) {
  const [isKept, setKept] = useState(false)
  const message = state?.messages[0]
  const id = message?.id
  const text = messageText(state, language, audience)
  useEffect(() => {
    if (id === undefined) return
    setKept(false)
    return tellShown(id)
  }, [id])
  const press = async (answer: MessageAnswer | null) => {
    if (id === undefined) return
    const { is } = await say('/message', { message: id, answer })
    setKept(is === 'done')
  }
  return (
    <>
      <p class={isKept && !message ? 'thanks' : 'unseen'} role="status">
        {text ?? (isKept ? words.message.kept : '')}
      </p>
      {message && text !== undefined ? (
        <Card message={message} text={text} words={words} language={language} onHear={onHear} press={press} />
      ) : null}
    </>
  )
}

type CardProps = Pick<Props, 'words' | 'language'> & {
  message: MessageShown
  text: string
  onHear: Props['onHear']
  press: (answer: MessageAnswer | null) => void
}

function Card({ message: { answers }, text, words, language, onHear, press }: CardProps) {
  const heard = onHear ? { onHear } : {}
  return (
    <section class="message" aria-labelledby="message">
      <h2 id="message">{words.message.title}</h2>
      <p class="message-says">{text}</p>
      <div class="answers">
        {onHear ? (
          <BigButton
            class="answer hear"
            picture="voice"
            text={words.message.hear}
            onPress={() => onHear(text)}
          />
        ) : null}
        {answers.map(answer => (
          <BigButton
            key={answer}
            class="answer"
            picture={pictures[answer]}
            text={answerWordOf(language, answer)}
            {...heard}
            onPress={() => press(answer)}
          />
        ))}
        {answers.length === 0 ? (
          <BigButton
            class="answer"
            picture="seen"
            text={words.message.seen}
            {...heard}
            onPress={() => press(null)}
          />
        ) : null}
      </div>
    </section>
  )
}

/** A page that nobody can see shows nothing yet. Returns how to stop waiting for that. */
function tellShown(id: string): () => void {
  const tell = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', tell)
    void say('/message/shown', { message: id })
  }
  document.addEventListener('visibilitychange', tell)
  tell()
  return () => document.removeEventListener('visibilitychange', tell)
}
