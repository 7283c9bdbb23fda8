/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { PageLanguage } from '../../../../protocol/help.ts'
import { say } from '../asking.ts'
import { BigButton } from '../BigButton.tsx'
import { Heading } from '../Heading.tsx'
import { MessageCard } from '../message/MessageCard.tsx'
import type { Words } from '../texts/words.ts'
import type { Press } from '../usePress.ts'
import type { SetSays } from '../useSet.ts'
import { StatusIcon } from './StatusIcon.tsx'
import { statusOf } from './status.ts'
import { TodayOtherwise } from './TodayOtherwise.tsx'

type Props = {
  says: SetSays
  words: Words
  language: PageLanguage
  press: Press
  isPending: boolean
  showGrownUps: () => void
}

/** One word that is read from the back of the class, help, and what is otherwise today. */
export function TeacherView({ says, words, language, press, isPending, showGrownUps }: Props) {
  const { teacher, grownUps } = words
  const now = statusOf(says, words, language, Date.now())
  return (
    <main class="teacher">
      <section class={`status status-${now.status}`}>
        <StatusIcon status={now.status} />
        <Heading
          key={`${says.state?.help?.isOpen} ${says.state?.messages[0]?.id}`}
          text={teacher.status[now.status]}
        />
        <div class="because" role="status">
          <p>{now.says}</p>
          {now.step ? <p class="step">{now.step}</p> : null}
          {now.checked ? <p class="checked">{now.checked}</p> : null}
        </div>
      </section>
      <MessageCard state={says.state} words={words} language={language} audience="teacher" />
      <Help says={says} words={words} press={press} isPending={isPending} />
      <TodayOtherwise state={says.state} words={words} />
      <div class="pair">
        <LookNow words={words} />
        <BigButton class="back" picture="grownUps" text={grownUps.title} onPress={showGrownUps} />
      </div>
    </main>
  )
}

/** Looking takes seconds, and may find the same as before: that it is under way is seen at once. */
function LookNow({ words: { teacher } }: Pick<Props, 'words'>) {
  const [isLooking, setLooking] = useState(false)
  const look = async () => {
    setLooking(true)
    await say('/check', { codes: [] })
    setLooking(false)
  }
  return (
    <BigButton
      class="back"
      picture="tests"
      text={isLooking ? teacher.looking : teacher.lookNow}
      onPress={() => {
        if (!isLooking) void look()
      }}
    />
  )
}

type HelpProps = Omit<Props, 'showGrownUps' | 'language'>

function Help({ says: { state }, words: { teacher, child }, press, isPending }: HelpProps) {
  const help = state?.help
  const isOpen = isPending || help?.isOpen === true
  return (
    <section class="helping">
      {isOpen ? null : (
        <BigButton class="help" picture="taken" text={teacher.help} onPress={() => press('other')} />
      )}
      <p class="far" role="status">
        {isOpen
          ? howFar(
              isPending ? 'unkept' : (help?.state ?? 'unkept'),
              help?.helper ?? null,
              state?.isReached,
              teacher,
            )
          : ''}
      </p>
      {help?.canWithdraw && !isPending ? (
        <BigButton
          class="works"
          picture="works"
          text={child.worksAgain}
          onPress={() => void say('/help/withdraw', {})}
        />
      ) : null}
    </section>
  )
}

type State = NonNullable<NonNullable<SetSays['state']>['help']>['state']

function howFar(state: State, helper: string | null, isReached = false, teacher: Words['teacher']): string {
  const { helpStates } = teacher
  if (state === 'taken') return teacher.taken(helper)
  if (state === 'kept' && !isReached) return helpStates.keptOffline
  return state === 'closed' || state === 'withdrawn' ? '' : helpStates[state]
}
