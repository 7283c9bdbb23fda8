import { useTranslation } from 'react-i18next'
import classes from './ui.module.css'

/** What nobody knows is said, never drawn as zero. */
export function Unknown({ reason }: { reason?: string | undefined }) {
  const { t } = useTranslation()
  return (
    <span>
      <span className={classes.unknown}>{t('unknown.word')}</span>
      {reason && <span className={classes.soft}> {reason}</span>}
    </span>
  )
}
