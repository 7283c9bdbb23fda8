import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../calendar/day/rules.ts'
import type { LessonException, LessonsAnswer } from '../../lessons/api.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { dayOf } from '../ui/wallClock.ts'
import { ExceptionForm } from './ExceptionForm.tsx'
import { useExceptionWords } from './exceptionWords.ts'
import classes from './lessons.module.css'
import { useRemoveException, useSaveException } from './useLessons.ts'

type Props = {
  code: string
  lessons: LessonsAnswer
  /** The day whose hours are being changed; null: a day that is still to be chosen; undefined: none. */
  changing: Day | null | undefined
  changeDay: (day: Day | null | undefined) => void
}

/** Days with other hours or none, from the shown week on. */
export function Exceptions({ code, lessons, changing, changeDay }: Props) {
  const { t } = useTranslation()
  const says = useExceptionWords()
  const may = useMay('changeLessons').may
  const remove = useRemoveException(code)
  const putBack = useSaveException(code)
  const { exceptions } = lessons

  function take(exception: LessonException) {
    remove.mutate(exception.day, {
      onSuccess: () =>
        offerUndo(t('lessons.exception.removed', { day: says(exception) }), () =>
          putBack.mutateAsync(exception),
        ),
    })
  }

  return (
    <div className={classes.part}>
      <h3>{t('lessons.exception.title')}</h3>
      {exceptions.length === 0 && <p className={ui.soft}>{t('lessons.exception.none')}</p>}
      <ul className={classes.exceptions}>
        {exceptions.map(exception => (
          <li key={exception.day}>
            <span>{says(exception)}</span>
            {may && (
              <Button
                look="quiet"
                aria-label={t('lessons.exception.removeOf', { day: says(exception) })}
                onClick={() => take(exception)}
              >
                {t('lessons.exception.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Refused error={remove.error} />
      {changing === undefined ? (
        <GatedButton policy="changeLessons" onClick={() => changeDay(null)}>
          <IconPlus size={16} aria-hidden /> {t('lessons.exception.add')}
        </GatedButton>
      ) : (
        <ExceptionForm
          key={changing ?? ''}
          code={code}
          lessons={lessons}
          day={changing ?? dayOf(lessons.at)}
          close={() => changeDay(undefined)}
        />
      )}
    </div>
  )
}
