import { useTranslation } from 'react-i18next'
import { useReason } from '../data/Notice.tsx'
import classes from './lessons.module.css'

/** Why the last change could not be made; nothing when it could. */
export function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const reason = useReason(error)
  if (!error) return null
  return (
    <p role="alert" className={classes.failure}>
      {t('lessons.failedTo')} {reason}
    </p>
  )
}
