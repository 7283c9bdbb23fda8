import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { Phase } from '../../trajectories/milestone/rules.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { PhaseStatus } from '../parts/PhaseStatus.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { noonOf } from '../ui/wallClock.ts'
import { Due } from './Due.tsx'
import classes from './trajectory.module.css'
import { useMilestoneSays } from './useTrajectory.ts'

type Props = {
  trajectory: TrajectoryDetail
  /** The sentence names the child in the place of the code. */
  isNamed: boolean
}

/** Where it is, what comes next and by when, and the lesson that is on. */
export function Head({ trajectory, isNamed }: Props) {
  const { code, phase, lesson, hasTimetable } = trajectory
  return (
    <div className={classes.head}>
      {isNamed && <code>{code}</code>}
      <PhaseStatus phase={phase} />
      <Next trajectory={trajectory} />
      {(hasTimetable || lesson?.status === 'lesson') && <LessonStatus lesson={lesson} form="full" />}
    </div>
  )
}

const dueWords: { [Each in Phase]?: 'live' | 'paused' } = { live: 'live', paused: 'paused' }

function Next({ trajectory: { open, deadline, phase } }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useMilestoneSays()
  if (open.length === 0 && !deadline) return null
  const what = formats.all(open.map(says))
  return (
    <span className={classes.next} data-over={deadline?.isOver}>
      {open.length > 0 && t('trajectory.waitsFor', { what })}
      {open.length > 0 && deadline && ', '}
      {deadline && (
        <>
          {t(`trajectory.by.${dueWords[phase] ?? 'usual'}`, { day: formats.day(noonOf(deadline.day)) })}{' '}
          <span className={classes.due}>
            (<Due deadline={deadline} />)
          </span>
        </>
      )}
    </span>
  )
}
