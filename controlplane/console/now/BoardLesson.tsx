import { useTranslation } from 'react-i18next'
import type { BoardPair } from '../../overview/board/api.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { useNow } from '../ui/clock.ts'
import ui from '../ui/ui.module.css'
import classes from './now.module.css'

const minuteMs = 60_000
/** Of more minutes than these the hour says enough. */
const minutesMax = 99

/** What a pair is in; in a lesson and before it the minutes that are left, a minute at a time. */
export function BoardLesson({ pair: { lesson, isHere } }: { pair: BoardPair }) {
  const { t } = useTranslation()
  if (lesson === null) return null
  const { status, until } = lesson
  const says = status === 'lesson' ? 'left' : status === 'run_up' ? 'soon' : undefined
  return (
    <>
      <LessonStatus lesson={lesson} />
      {isHere && <span className={classes.here}>{t('lessons.today.holds.here')}</span>}
      {says && until !== null && <Minutes says={says} until={until} />}
    </>
  )
}

function Minutes({ says, until }: { says: 'left' | 'soon'; until: number }) {
  const { t } = useTranslation()
  const now = useNow(minuteMs)
  const count = Math.max(0, Math.ceil((until - now) / minuteMs))
  if (count > minutesMax) return null
  return <span className={ui.soft}>{t(`lessons.${says}`, { count })}</span>
}
