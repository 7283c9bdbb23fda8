import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import classes from '../ui/ui.module.css'
import { FetchError } from './fetch.ts'

/** What could not be fetched, why, and a way to ask again. */
export function FetchFailed({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.notice} role="alert">
      <p className={classes.strong}>
        <IconAlertTriangleFilled size={16} aria-hidden className={classes.soonIcon} /> {what}
      </p>
      <p className={classes.soft}>{useReason(error)}</p>
      <Button onClick={retry}>{t('failed.retry')}</Button>
    </div>
  )
}

export function useReason(error: unknown): string {
  const { t } = useTranslation()
  if (!(error instanceof FetchError)) return t('failed.unexpected')
  if (error.failure.kind === 'unreachable') return t('failed.unreachable')
  const { status, refusal } = error.failure
  return refusal ? t('failed.refused', { message: refusal.message }) : t('failed.status', { status })
}
