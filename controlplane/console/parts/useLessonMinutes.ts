import { useTranslation } from 'react-i18next'
import type { LessonNow } from '../../lessons/api.ts'
import { useNow } from '../ui/clock.ts'

const minuteMs = 60_000
/** Of more minutes than these the hour says enough. */
const minutesMax = 99

/** "nog 24 min", "over 8 min", a minute at a time; undefined: neither in a lesson nor just before one. */
export function useLessonMinutes(lesson: LessonNow | null): string | undefined {
  const { t } = useTranslation()
  const now = useNow(minuteMs)
  const says = lesson?.status === 'lesson' ? 'left' : lesson?.status === 'run_up' ? 'soon' : undefined
  if (!lesson || !says || lesson.until === null) return undefined
  const count = Math.max(0, Math.ceil((lesson.until - now) / minuteMs))
  return count > minutesMax ? undefined : t(`lessons.${says}`, { count })
}
