import { useTranslation } from 'react-i18next'
import type { SetDetail } from '../data/fetch.ts'
import { DeviceStatus } from '../parts/DeviceStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Moment } from '../ui/Moment.tsx'
import classes from './set.module.css'

/** State, since when and why; last heard; whether that is as it should be. */
export function StateLine({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const expected = !set.expected ? 'free' : set.presence === 'online' ? 'met' : 'missed'
  // That it was heard is why a link holds, and no news beside it.
  const cause = set.presenceCause === 'heard' ? null : set.presenceCause
  return (
    <p className={classes.stateLine}>
      <span>
        <PresenceStatus state={set.presence} />{' '}
        {set.presenceSince !== null && (
          <>
            {t('set.since')} <Moment at={set.presenceSince} ago="none" />
          </>
        )}
        {cause && `, ${t(`set.presenceCause.${cause}`)}`}
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
  )
}
