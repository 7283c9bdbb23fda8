import {
  IconBookFilled,
  IconCircleDashed,
  IconClock,
  IconMoon,
  IconSchool,
  IconUserOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LessonNow } from '../../lessons/api.ts'
import type { LessonStatus as Word } from '../../lessons/status/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

/** A lesson asks nothing of anybody: that it is on is no alarm. */
const looks: Record<Word, StatusLook> = {
  lesson: { tone: 'plain', icon: IconBookFilled },
  run_up: { tone: 'plain', icon: IconClock },
  absent: { tone: 'plain', icon: IconUserOff },
  school_hours: { tone: 'plain', icon: IconSchool },
  outside: { tone: 'unknown', icon: IconMoon },
}

type Props = {
  /** Null: the trajectory is not looked at. */
  lesson: LessonNow | null
  /** `full` says why beside it; `short` only on hover. */
  form?: 'short' | 'full'
}

/** What a trajectory is in by its clock, until when, and why. */
export function LessonStatus({ lesson, form = 'short' }: Props) {
  const { t } = useTranslation()
  const says = useLessonWords()
  if (lesson === null)
    return (
      <Status tone="unknown" icon={IconCircleDashed}>
        {t('lessons.none')}
      </Status>
    )
  const why = t(`lessons.ground.${lesson.ground}`)
  return (
    <span title={form === 'short' ? why : undefined}>
      <Status {...looks[lesson.status]}>{says(lesson)}</Status>
      {form === 'full' && <span className={ui.soft}>, {why}</span>}
    </span>
  )
}

/** "les tot 10:20" */
export function useLessonWords(): (lesson: LessonNow) => string {
  const { t } = useTranslation()
  const formats = useFormats()
  return ({ status, until }) =>
    t(`lessons.status.${status}`, { time: until === null ? '' : formats.time(until) }).trim()
}
