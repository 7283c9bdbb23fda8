import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SetDetail } from '../data/fetch.ts'
import { DeviceStatus } from '../parts/DeviceStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import classes from './set.module.css'

/** State, since when, last heard, whether that is as it should be; then where it belongs. */
export function StateLine({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const expected = !set.expected ? 'free' : set.presence === 'online' ? 'met' : 'missed'
  return (
    <div className={classes.state}>
      <p className={classes.stateLine}>
        <span>
          <PresenceStatus state={set.presence} />{' '}
          {set.presenceSince !== null && (
            <>
              {t('set.since')} <Moment at={set.presenceSince} />
            </>
          )}
        </span>
        <span>
          {set.heardAt === null ? (
            t('set.neverHeard')
          ) : (
            <>
              {t('lastHeard')} <Moment at={set.heardAt} />
            </>
          )}
        </span>
        <span data-missed={expected === 'missed'}>{t(`set.expected.${expected}`)}</span>
        {set.device?.state === 'questioned' && (
          <a href="#toestel" className={classes.questioned}>
            {t('device.title')} <DeviceStatus state="questioned" />
          </a>
        )}
        {set.simulated && <span>{t('simulated')}</span>}
      </p>
      <Belongs set={set} />
    </div>
  )
}

function Belongs({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const otherKind = set.kind === 'home' ? 'school' : 'home'
  const place = [set.place?.name, set.place?.municipality].filter(Boolean).join(', ')
  return (
    <dl className={classes.belongs}>
      <div>
        <dt>{t('set.trajectory')}</dt>
        <dd>
          {set.trajectory ? (
            <code>{set.trajectory}</code>
          ) : (
            <span className={ui.soft}>{t('set.noPair')}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('set.place')}</dt>
        <dd>{place === '' ? <Unknown /> : place}</dd>
      </div>
      {set.otherSide && (
        <div>
          <dt>{t(`set.otherSide.${otherKind}`)}</dt>
          <dd>
            <Link to="/sets/$label" params={{ label: set.otherSide.set }} className={classes.otherSide}>
              <code>{set.otherSide.set}</code> <PresenceStatus state={set.otherSide.presence} />
            </Link>
          </dd>
        </div>
      )}
    </dl>
  )
}
