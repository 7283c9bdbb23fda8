import { IconHome, IconSchool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { aroundLesson, type SideKind, troublesOf } from '../../overview/rules.ts'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { CameraStatus } from '../parts/CameraStatus.tsx'
import { SideStatus } from '../parts/SideStatus.tsx'
import { VerdictStatus } from '../parts/VerdictStatus.tsx'
import { useNow } from '../ui/clock.ts'
import { Moment } from '../ui/Moment.tsx'
import ui from '../ui/ui.module.css'
import classes from './pair.module.css'

const icons = { home: IconHome, school: IconSchool } as const
const grainMs = 15_000

/** Both sides beside each other as they are now: the set, what is wrong with it, when it was heard, where it stands. */
export function PairBlock({ trajectory }: { trajectory: TrajectoryDetail }) {
  return (
    <div className={classes.pair}>
      <Half trajectory={trajectory} kind="home" />
      <Half trajectory={trajectory} kind="school" />
    </div>
  )
}

function Half({ trajectory, kind }: { trajectory: TrajectoryDetail; kind: SideKind }) {
  const { t } = useTranslation()
  const at = useNow(grainMs)
  const side = trajectory.pair?.[kind] ?? null
  const { place } = trajectory[kind]
  const around = aroundLesson(trajectory.lesson, at)
  const hasParts = side?.presence === 'online' && !troublesOf(side, kind, around).includes('camera')
  const Icon = icons[kind]
  const placeName = [place?.name, place?.municipality].filter(Boolean).join(', ') || place?.code
  return (
    <section className={classes.half} aria-label={t(`kind.${kind}`)}>
      <p className={classes.line}>
        <Icon size={18} aria-hidden />
        <span className={ui.soft}>{t(`trajectory.lane.${kind}`)}</span>
        {side && (
          <Link to="/sets/$label" params={{ label: side.set }}>
            <code>{side.set}</code>
          </Link>
        )}
        <SideStatus side={side} kind={kind} around={around} />
        {hasParts && side && <CameraStatus state={side.camera} alone />}
        {side?.check && !around.isRunUp && (
          <span className={ui.soft}>
            <VerdictStatus verdict={side.check.verdict} /> <Moment at={side.check.at} ago="alone" />
          </span>
        )}
      </p>
      <p className={classes.line}>
        {place && (
          <Link to="/locations/$code" params={{ code: place.code }}>
            {placeName}
          </Link>
        )}
        {side && side.heardAt !== null && (
          <span className={ui.soft}>
            {t('lastHeard')} <Moment at={side.heardAt} />
          </span>
        )}
      </p>
    </section>
  )
}
