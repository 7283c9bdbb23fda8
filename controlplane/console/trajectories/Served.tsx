import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './trajectory.module.css'

/** Which sets serve it and served it, the newest first. */
export function Served({ trajectory: { served } }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const newest = served.toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity) || b.from - a.from)
  return (
    <Panel title={t('trajectory.served')}>
      {served.length === 0 && <p className={ui.soft}>{t('trajectory.noneServed')}</p>}
      <ul className={classes.items}>
        {newest.map(({ set, side, from, until }) => (
          <li key={`${set} ${from}`} data-over={until !== null}>
            <span>
              <Link to="/sets/$label" params={{ label: set }}>
                <code>{set}</code>
              </Link>{' '}
              <span className={ui.soft}>{t(`trajectories.side.${side}`)}</span>
            </span>
            <span className={ui.soft}>
              {until === null
                ? t('trajectory.since', { from: formats.date(from) })
                : t('trajectory.span', { from: formats.date(from), until: formats.date(until) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Nobody counts yet; that is said, and not drawn as nothing. */
export function Usage() {
  const { t } = useTranslation()
  return (
    <Panel title={t('trajectory.usage')}>
      <p className={ui.soft}>
        {t('trajectory.usageNone')} {t('trajectory.usageWhen')}
      </p>
    </Panel>
  )
}
