import { IconAlertOctagonFilled, IconLink, IconLinkOff, IconLoader2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Status } from '../ui/Status.tsx'
import { useFormats } from '../ui/useTexts.ts'
import classes from './audit.module.css'
import { useChain } from './useLog.ts'

/** Whether the log is still as it was written. */
export function ChainState() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, error } = useChain(true)
  return (
    <div role="status" className={classes.chain}>
      {data && data.brokenAt === null && (
        <Status tone="plain" icon={IconLink}>
          {t('admin.audit.chainWhole', { count: data.rows, number: formats.number(data.rows) })}
        </Status>
      )}
      {data && data.brokenAt !== null && (
        <div className={classes.broken}>
          <IconAlertOctagonFilled size={16} aria-hidden />
          <p>
            <strong>{t('admin.audit.chainBroken', { no: formats.number(data.brokenAt) })}</strong>{' '}
            {t('admin.audit.chainBrokenNext')}
          </p>
        </div>
      )}
      {!data && (
        <Status tone="unknown" icon={error ? IconLinkOff : IconLoader2}>
          {t(error ? 'admin.audit.chainFailed' : 'admin.audit.chainAsking')}
        </Status>
      )}
    </div>
  )
}
