import type { KeyboardEvent } from 'react'
import { Button } from './Button.tsx'
import { focusOnceDrawn, takeLostFocusTo } from './focus.ts'
import ui from './ui.module.css'
import { useOpener } from './useOpener.ts'

type Props = {
  question: string
  yes: string
  no: string
  isDanger: boolean
  run: () => void
  cancel: () => void
  /** The id of what asked: the focus goes back there. Left out: there is no such thing. */
  returnTo?: string
}

/** What is not lightly taken back asks once, by name; the focus is on the way back, which Escape takes too. */
export function Asked({ question, yes, no, isDanger, run, cancel, returnTo }: Props) {
  const answer = (act: () => void) => () => {
    act()
    if (returnTo !== undefined) takeLostFocusTo(returnTo)
  }
  const back = (event: KeyboardEvent) => {
    event.stopPropagation()
    answer(cancel)()
  }
  useOpener()
  return (
    <fieldset
      aria-label={question}
      className={ui.asked}
      onKeyDown={event => event.key === 'Escape' && back(event)}
    >
      <p>{question}</p>
      <div>
        <Button look={isDanger ? 'danger' : 'plain'} onClick={answer(run)}>
          {yes}
        </Button>
        <Button look="quiet" onClick={answer(cancel)} ref={focusOnceDrawn}>
          {no}
        </Button>
      </div>
    </fieldset>
  )
}
