import { IconHome, IconSchool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonNow } from '../../../lessons/api.ts'
import type { BoardSide } from '../../../overview/board/api.ts'
import { aroundLesson, type SideKind, troublesOf } from '../../../overview/rules.ts'
import type { TrajectoryDetail } from '../../../overview/trajectories/api.ts'
import { useNow } from '../../ui/clock.ts'
import { Moment } from '../../ui/Moment.tsx'
import ui from '../../ui/ui.module.css'
import { CameraStatus } from '../CameraStatus.tsx'
import { SideStatus } from '../SideStatus.tsx'
import { SoundStatus } from '../SoundStatus.tsx'
import { VerdictStatus } from '../VerdictStatus.tsx'
import classes from './pair.module.css'

const icons = { home: IconHome, school: IconSchool } as const
const grainMs = 15_000

/** `more`: what else is known of it, below. */
export type PairHalf = {
  side: BoardSide | null
  place: TrajectoryDetail['home']['place']
  more?: ReactNode
}
type Props = { lesson: LessonNow | null; home: PairHalf; school: PairHalf }

/** Both sides beside each other as they are now: the set, what is wrong with it, when it was heard, where it stands. */
export function PairBlock({ lesson, home, school }: Props) {
  return (
    <div className={classes.pair}>
      <Half lesson={lesson} kind="home" {...home} />
      <Half lesson={lesson} kind="school" {...school} />
    </div>
  )
}

function Half({ lesson, kind, side, place, more }: PairHalf & { lesson: LessonNow | null; kind: SideKind }) {
  const { t } = useTranslation()
  const at = useNow(grainMs)
  const around = aroundLesson(lesson, at)
  const troubles = side?.presence === 'online' ? troublesOf(side, kind, around) : undefined
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
        {side && troubles && !troubles.includes('camera') && <CameraStatus state={side.camera} alone />}
        {side && troubles && !troubles.includes('sound') && <SoundStatus state={side.sound} />}
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
      {more}
    </section>
  )
}
