import { IconAlertTriangleFilled, IconLoader2, IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Liveness, useLiveness } from '../data/liveness.ts'
import { asServerTime } from '../ui/clock.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status, type StatusLook } from '../ui/Status.tsx'
import type { Notice } from './notices.ts'
import classes from './shell.module.css'

const looks: Record<Liveness['state'], StatusLook> = {
  opening: { tone: 'plain', icon: IconLoader2 },
  live: { tone: 'plain', icon: IconPlugConnected },
  old: { tone: 'soon', icon: IconAlertTriangleFilled },
}

export function LinkState() {
  const { t } = useTranslation()
  const { state } = useLiveness()
  return (
    <span className={classes.link} title={t(`link.${state}Long`)}>
      <Status {...looks[state]}>{t(`link.${state}`)}</Status>
    </span>
  )
}

/** Nothing is hidden when what is shown may be old; it is only said, and of when it is. */
export function useStale(): Notice | undefined {
  const { t } = useTranslation()
  const { state, asOf } = useLiveness()
  if (state !== 'old') return undefined
  return {
    key: 'stale',
    icon: IconAlertTriangleFilled,
    says: t('link.stale'),
    rest: (
      <>
        {t('link.asOf')} <Moment at={asServerTime(asOf)} />. {t('link.trying')}
      </>
    ),
  }
}
