import { IconHome, IconSchool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Button } from '../ui/Button.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import classes from './lanes.module.css'
import { SideForm } from './SideForm.tsx'

type Props = {
  trajectory: TrajectoryDetail
  side: 'home' | 'school'
  mayChange: boolean
}

const icons = { home: IconHome, school: IconSchool } as const

/** The head of a lane: which set serves it, how that is, and where it stands. */
export function Side({ trajectory, side, mayChange }: Props) {
  const { t } = useTranslation()
  const [isChanging, setChanging] = useState(false)
  const { set, presence, place } = trajectory[side]
  const Icon = icons[side]
  const id = `change-${side}`
  const close = () => {
    setChanging(false)
    takeLostFocusTo(id)
  }
  const placeName = [place?.name, place?.municipality].filter(Boolean).join(', ') || place?.code
  return (
    <div className={classes.laneHead} data-lane={side}>
      <h2>
        <Icon size={18} aria-hidden /> {t(`trajectory.lane.${side}`)}
      </h2>
      {isChanging ? (
        <SideForm trajectory={trajectory} side={side} close={close} returnTo={id} />
      ) : (
        <>
          <p className={classes.setLine}>
            {set === null ? (
              <span className={ui.soft}>{t('trajectory.noSet')}</span>
            ) : (
              <>
                <Link to="/sets/$label" params={{ label: set }}>
                  <code>{set}</code>
                </Link>
                <PresenceStatus state={presence} />
              </>
            )}
          </p>
          <p className={classes.place}>
            {place ? (
              <Link to="/locations/$code" params={{ code: place.code }}>
                {placeName}
              </Link>
            ) : (
              <span className={ui.soft}>{t('trajectory.noPlace')}</span>
            )}
          </p>
          {mayChange && (
            <Button id={id} aria-label={t(`trajectory.changeSide.${side}`)} onClick={() => setChanging(true)}>
              {t('trajectory.change')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
