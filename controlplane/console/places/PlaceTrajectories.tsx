import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { PhaseStatus } from '../parts/PhaseStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import classes from './places.module.css'

type Here = LocationDetail['trajectories']

/** Who has a side here, with the set of that side and how it is connected. */
export function PlaceTrajectories({ trajectories }: { trajectories: Here }) {
  const { t } = useTranslation()
  return (
    <Panel id="here" title={t('places.trajectories.title')}>
      {trajectories.length === 0 ? (
        <p className={ui.soft}>{t('places.trajectories.none')}</p>
      ) : (
        <ul className={classes.here}>
          {trajectories.map(here => (
            <One key={`${here.code} ${here.side}`} here={here} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function One({ here: { code, side, phase, set, presence } }: { here: Here[number] }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to="/trajectories/$code" params={{ code }} data-row>
        <code>{code}</code>
      </Link>
      <span className={ui.soft}>{t(`places.trajectories.side.${side}`)}</span>
      <PhaseStatus phase={phase} />
      {set === null ? (
        <span className={ui.soft}>{t('places.trajectories.noSet')}</span>
      ) : (
        <span className={classes.set}>
          <Link to="/sets/$label" params={{ label: set }}>
            <code>{set}</code>
          </Link>
          <PresenceStatus state={presence} />
        </span>
      )}
    </li>
  )
}
