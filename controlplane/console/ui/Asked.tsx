import { focusOnceDrawn } from './focus.ts'
import ui from './ui.module.css'

type Props = {
  question: string
  yes: string
  no: string
  isDanger: boolean
  run: () => void
  cancel: () => void
}

/** What is not lightly taken back asks once, by name; the focus is on the way back. */
export function Asked({ question, yes, no, isDanger, run, cancel }: Props) {
  return (
    <fieldset aria-label={question} className={ui.asked}>
      <p>{question}</p>
      <div>
        <button type="button" className={ui.button} data-danger={isDanger} onClick={run}>
          {yes}
        </button>
        <button type="button" className={ui.quiet} onClick={cancel} ref={focusOnceDrawn}>
          {no}
        </button>
      </div>
    </fieldset>
  )
}
