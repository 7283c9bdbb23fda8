import { useTranslation } from 'react-i18next'
import classes from '../ui/lists.module.css'
import { useReason } from './Notice.tsx'

/** Why something could not be done; nothing when it could. */
export function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const reason = useReason(error)
  if (!error) return null
  return (
    <p role="alert" className={classes.failure}>
      {t('admin.failedTo')} {reason}
    </p>
  )
}
