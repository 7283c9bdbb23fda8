import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Row } from '../ui/Row.tsx'
import { CopyButton } from './CopyButton.tsx'
import classes from './secret.module.css'

type Props = {
  heading: 'h2' | 'h3'
  title: string
  text: string
  /** What to know of it. */
  says: string
  close: () => void
}

/** Something that is shown this once: to take along before it goes. */
export function Secret({ heading: Heading, title, text, says, close }: Props) {
  const { t } = useTranslation()
  return (
    <section className={classes.secret} aria-label={title}>
      <Heading ref={focusOnceDrawn} tabIndex={-1}>
        {title}
      </Heading>
      <code>{text}</code>
      <p>{says}</p>
      <Row>
        <CopyButton text={text}>{t('secret.copy')}</CopyButton>
        <Button look="quiet" onClick={close}>
          {t('secret.close')}
        </Button>
      </Row>
    </section>
  )
}
