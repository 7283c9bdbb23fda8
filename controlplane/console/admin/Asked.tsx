import { useTranslation } from 'react-i18next'
import ui from '../ui/ui.module.css'
import classes from './asked.module.css'

type Props = { question: string; yes: string; isDanger: boolean; run: () => void; cancel: () => void }

/** What is not lightly taken back asks once, by name; the focus is on the way back. */
export function Asked({ question, yes, isDanger, run, cancel }: Props) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own box
    <div role="group" aria-label={question} className={classes.asked}>
      <p>{question}</p>
      <div>
        <button type="button" className={ui.button} data-danger={isDanger} onClick={run}>
          {yes}
        </button>
        <button type="button" className={ui.quiet} onClick={cancel} ref={element => element?.focus()}>
          {t('admin.cancel')}
        </button>
      </div>
    </div>
  )
}
