import { useTranslation } from 'react-i18next'
import classes from './ui.module.css'

const widths = ['26rem', '19rem', '30rem', '22rem', '27rem', '16rem', '24rem', '29rem']

/** Only for the first load; afterwards what was there stays. */
export function Skeleton({ rows }: { rows: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" className={classes.skeleton} data-coming>
      <span className={classes.hidden}>{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other name
        <div key={row} aria-hidden className={classes.skeletonRow}>
          <span style={{ width: '6rem' }} />
          <span style={{ width: widths[row % widths.length] }} />
        </div>
      ))}
    </div>
  )
}
