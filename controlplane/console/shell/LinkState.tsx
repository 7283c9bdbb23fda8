import { IconAlertTriangleFilled, IconLoader2, IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Link, useLink } from '../data/live.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status, type StatusLook } from '../ui/Status.tsx'
import type { Notice } from './notices.ts'
import classes from './shell.module.css'

const looks: Record<Link['state'], StatusLook> = {
  opening: { tone: 'plain', icon: IconLoader2 },
  live: { tone: 'plain', icon: IconPlugConnected },
  lost: { tone: 'soon', icon: IconAlertTriangleFilled },
}

export function LinkState() {
  const { t } = useTranslation()
  const { state } = useLink()
  return (
    <span className={classes.link} title={t(`link.${state}Long`)}>
      <Status {...looks[state]}>{t(`link.${state}`)}</Status>
    </span>
  )
}

/** Nothing is hidden when the link is lost; it is only said that it may be old. */
export function useStale(): Notice | undefined {
  const { t } = useTranslation()
  const { state, since } = useLink()
  if (state !== 'lost') return undefined
  return {
    key: 'stale',
    icon: IconAlertTriangleFilled,
    says: t('link.stale'),
    rest: (
      <>
        {t('link.since')} <Moment at={since} />. {t('link.trying')}
      </>
    ),
  }
}
