/** @jsxImportSource preact */
import type { PressState } from '../../../help/saved.ts'
import type { HelpShown } from '../../api.ts'
import { say } from '../asking.ts'
import { BigButton } from '../BigButton.tsx'
import { Picture } from '../pictures/Picture.tsx'
import type { Words } from '../texts/words.ts'

const steps: readonly (PressState & keyof Words['child']['steps'])[] = ['kept', 'arrived', 'seen', 'taken']
/** A press that is not on disk yet stands before the first. */
const stepOf = (state: PressState) => (steps as readonly PressState[]).indexOf(state)

type Props = { help: HelpShown | null; isPending: boolean; words: Words; onHear: (text: string) => void }

/** The way of a question, in four pictures; only what has happened is coloured. */
export function HelpSteps({ help, isPending, words: { child }, onHear }: Props) {
  const reached = isPending || !help ? -1 : stepOf(help.state)
  return (
    <section class="way" aria-labelledby="way">
      <h2 id="way">{child.stepsTitle}</h2>
      <ol>
        {steps.map((step, at) => (
          <li
            key={step}
            class={at < reached ? 'past' : at === reached ? 'now' : 'later'}
            aria-current={at === reached ? 'step' : undefined}
          >
            <Picture name={step} />
            <span>{child.steps[step]}</span>
          </li>
        ))}
      </ol>
      {help?.canWithdraw && !isPending ? (
        <BigButton
          class="works"
          picture="works"
          text={child.worksAgain}
          onHear={onHear}
          onPress={() => void say('/help/withdraw', {})}
        />
      ) : null}
    </section>
  )
}
