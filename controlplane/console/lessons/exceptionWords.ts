import { useTranslation } from 'react-i18next'
import type { LessonException } from '../../lessons/api.ts'
import { spanOf } from './HourColumn.tsx'
import { useDays } from './useDays.ts'

/** "wo 25/11: 10:00–12:00 (examen)" */
export function useExceptionWords() {
  const { t } = useTranslation()
  const days = useDays()
  return ({ day, hours, reason }: LessonException) => {
    const what = hours.length === 0 ? t('lessons.exception.noLesson') : hours.map(spanOf).join(', ')
    return `${days.say(day)}: ${what} (${t(`lessons.exception.reasons.${reason}`)})`
  }
}
