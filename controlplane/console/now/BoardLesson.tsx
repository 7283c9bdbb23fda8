import { useTranslation } from 'react-i18next'
import { saidInLesson } from '../../overview/asks/rules.ts'
import type { BoardPair } from '../../overview/board/api.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { SaidStatus, useFaultWords } from '../parts/SaidStatus.tsx'
import { useLessonMinutes } from '../parts/useLessonMinutes.ts'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './now.module.css'

type Props = { pair: BoardPair; isExplained?: boolean }

/**
 * What is said of a lesson that is on, how long it still lasts and where the fault lies; of others what the pair is in,
 * and the minutes until its lesson.
 */
export function BoardLesson({ pair, isExplained = false }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const faultOf = useFaultWords()
  const { lesson, ticket, isHere } = pair
  const said = saidInLesson(pair)
  const minutes = useLessonMinutes(lesson)
  if (lesson === null) return null
  if (said === null)
    return (
      <>
        <LessonStatus lesson={lesson} />
        {isHere && <span className={classes.here}>{t('lessons.today.holds.here')}</span>}
        {minutes && <span className={ui.soft}>{minutes}</span>}
      </>
    )
  const ends = lesson.until === null ? '' : t('lessons.status.lesson', { time: formats.time(lesson.until) })
  const isAsked = said.verdict === 'no_lesson' && ticket?.symptom === 'no_lesson'
  return (
    <>
      <SaidStatus said={said} tone={isExplained ? 'plain' : isAsked ? 'soon' : undefined} />
      <span className={`${ui.soft} ${classes.below}`} title={ends}>
        {[minutes ?? ends, faultOf(said)].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}
