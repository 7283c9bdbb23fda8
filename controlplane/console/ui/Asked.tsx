import { Button } from './Button.tsx'
import { focusOnceDrawn, takeLostFocusTo } from './focus.ts'
import ui from './ui.module.css'

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

/** What is not lightly taken back asks once, by name; the focus is on the way back. */
export function Asked({ question, yes, no, isDanger, run, cancel, returnTo }: Props) {
  const answer = (act: () => void) => () => {
    act()
    if (returnTo !== undefined) takeLostFocusTo(returnTo)
  }
  return (
    <fieldset aria-label={question} className={ui.asked}>
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
