import { useTranslation } from 'react-i18next'
import { CopyButton } from '../parts/CopyButton.tsx'
import { Button } from '../ui/Button.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Row } from '../ui/Row.tsx'
import classes from './links.module.css'

type Props = { title: string; text: string; says: string; close: () => void }

/** Something that is shown this once: to take along before it goes. */
export function Secret({ title, text, says, close }: Props) {
  const { t } = useTranslation()
  return (
    <section className={classes.secret} aria-label={title}>
      <h3 ref={focusOnceDrawn} tabIndex={-1}>
        {title}
      </h3>
      <code>{text}</code>
      <p>{says}</p>
      <Row>
        <CopyButton text={text}>{t('links.copy')}</CopyButton>
        <Button look="quiet" onClick={close}>
          {t('links.close')}
        </Button>
      </Row>
    </section>
  )
}
