/** @jsxImportSource preact */

import { findingOf } from '../../../../protocol/findings.ts'
import type { PageLanguage } from '../../../../protocol/help.ts'
import { sentenceOf, stepOf } from '../../../../protocol/sentences/sentences.ts'
import type { TestCode } from '../../api.ts'
import { BigButton } from '../BigButton.tsx'
import { Heading } from '../Heading.tsx'
import type { View } from '../preferences.ts'
import { StatusIcon } from '../teacher/StatusIcon.tsx'
import type { Status, TestPart, Words } from '../texts/words.ts'
import { type Doing, useSelfTest } from './useSelfTest.ts'

const parts: readonly TestPart[] = ['camera', 'microphone', 'speaker']
const statuses = { ok: 'ready', doubtful: 'attention', failed: 'broken', unknown: 'unknown' } as const

type Props = { words: Words; language: PageLanguage; view: View; back: () => void }

/** Camera, microphone and speaker, tried here after a click; picture and sound never leave the page. */
export function SelfTest({ words, language, view, back }: Props) {
  const { test, grownUps } = words
  const { video, doing, found, peak, isSent, start, sound, heard } = useSelfTest()
  const isAtRest = doing === undefined || doing === 'done'
  return (
    <main class="leaf testing">
      <header>
        <Heading key={String(doing)} text={test.title} />
        <p class="promise">{test.promise}</p>
      </header>
      <ol class="trials">
        {parts.map(part => (
          <li key={part} class={doing === part ? 'trial now' : 'trial'}>
            <h2>{test.parts[part]}</h2>
            {part === 'camera' ? <video ref={video} muted playsInline aria-label={test.picture} /> : null}
            {part === 'microphone' ? <Loudness peak={doing === 'microphone' ? peak : 0} /> : null}
            {part === 'speaker' && doing === 'asking' ? (
              <Asking words={words} sound={sound} heard={heard} />
            ) : null}
            {doing === part ? <p>{test.doing[part]}</p> : null}
            <Outcome code={found[part]} language={language} view={view} />
          </li>
        ))}
      </ol>
      <p class="unseen" role="status">
        {statusText(doing, words)}
      </p>
      <p class="sent" role="status">
        {isSent === undefined ? '' : isSent ? test.sent : test.notSent}
      </p>
      <div class="pair">
        <BigButton class="back" picture="back" text={isAtRest ? grownUps.back : test.stop} onPress={back} />
        {isAtRest ? (
          <BigButton
            class="go"
            picture="tests"
            text={doing === 'done' ? test.again : test.start}
            onPress={() => void start()}
          />
        ) : null}
      </div>
    </main>
  )
}

function statusText(doing: Doing, { test }: Words): string {
  if (doing === undefined) return ''
  if (doing === 'asking') return test.hear
  return doing === 'done' ? test.done : test.doing[doing]
}

/** How loud it is, as a bar that grows: soft voices are seen too. */
function Loudness({ peak }: { peak: number }) {
  const share = Math.min(1, Math.sqrt(peak) * 1.3)
  return (
    <div class="loudness" aria-hidden="true">
      <div style={{ transform: `scaleX(${share.toFixed(2)})` }} />
    </div>
  )
}

type AskingProps = { words: Words; sound: () => Promise<void>; heard: (isHeard: boolean) => Promise<void> }

function Asking({ words: { test }, sound, heard }: AskingProps) {
  return (
    <div class="asking">
      <p>{test.hear}</p>
      <BigButton class="answer" picture="yes" text={test.yes} onPress={() => void heard(true)} />
      <BigButton class="answer" picture="no" text={test.no} onPress={() => void heard(false)} />
      <BigButton class="answer" picture="again" text={test.playAgain} onPress={() => void sound()} />
    </div>
  )
}

type OutcomeProps = { code: TestCode | undefined; language: PageLanguage; view: View }

function Outcome({ code, language, view }: OutcomeProps) {
  if (!code) return null
  const audience = view === 'teacher' ? 'teacher' : 'parent'
  const status: Status = statuses[findingOf(code).outcome]
  const step = stepOf(language, audience, code)
  return (
    <div class="outcome">
      <StatusIcon status={status} />
      <p>
        {sentenceOf(language, audience, code)} {step ? <strong>{step}</strong> : null}
      </p>
    </div>
  )
}
