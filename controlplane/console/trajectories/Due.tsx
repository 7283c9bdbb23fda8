import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryRow } from '../../overview/trajectories/api.ts'
import { Status } from '../ui/Status.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { useToday } from '../ui/useToday.ts'
import { noonOf } from '../ui/wallClock.ts'
import { daysBetween } from './days.ts'

type Props = { deadline: NonNullable<TrajectoryRow['deadline']> }

/** "nog 3 dagen", with the day itself on hover; what is late asks to be looked at. */
export function Due({ deadline: { day, isOver } }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const left = daysBetween(useToday(), day)
  const words = () => {
    if (isOver)
      return left < 0 ? t('trajectories.due.over', { count: -left }) : t('trajectories.due.overToday')
    if (left <= 0) return t('trajectories.due.today')
    return left === 1 ? t('trajectories.due.tomorrow') : t('trajectories.due.left', { count: left })
  }
  const says = (
    <time dateTime={day} title={formats.date(noonOf(day))}>
      {words()}
    </time>
  )
  if (!isOver) return says
  return (
    <Status tone="soon" icon={IconAlertTriangleFilled}>
      {says}
    </Status>
  )
}
