import { useTranslation } from 'react-i18next'
import { CopyButton } from '../parts/CopyButton.tsx'
import { Folded } from '../ui/Folded.tsx'
import { Row } from '../ui/Row.tsx'
import classes from './links.module.css'

/** How another system asks for tickets with its token: a line to try, and how it goes on from there. */
export function HowToRead() {
  const { t } = useTranslation()
  const line = `curl -H "Authorization: Bearer $TOKEN" "${location.origin}/api/link/tickets?since=0"`
  return (
    <Folded says={t('links.tokens.how')}>
      <div className={classes.how}>
        <p>{t('links.tokens.howTry')}</p>
        <pre className={classes.line}>
          <code>{line}</code>
        </pre>
        <Row>
          <CopyButton text={line}>{t('secret.copy')}</CopyButton>
        </Row>
        <ul>
          <li>{t('links.tokens.howNext')}</li>
          <li>{t('links.tokens.howTwice')}</li>
          <li>{t('links.tokens.howLimit')}</li>
          <li>{t('links.tokens.howCodes')}</li>
        </ul>
      </div>
    </Folded>
  )
}
