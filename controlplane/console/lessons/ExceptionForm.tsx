import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../calendar/day/rules.ts'
import type { LessonException, LessonsAnswer } from '../../lessons/api.ts'
import { exceptionReasons } from '../../lessons/day-change/rules.ts'
import type { DaySpan } from '../../locations/hours/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import { focusOnceDrawn } from '../ui/focus.ts'
import admin from '../ui/lists.module.css'
import ui from '../ui/ui.module.css'
import { weekdayOf } from '../ui/wallClock.ts'
import { useExceptionWords } from './exceptionWords.ts'
import classes from './lessons.module.css'
import { TimesFields, wrongOf } from './TimesFields.tsx'
import { useDays } from './useDays.ts'
import { useRemoveException, useSaveException } from './useLessons.ts'
import { onDay } from './week.ts'

type Props = {
  code: string
  lessons: LessonsAnswer
  day: Day
  close: () => void
}

/** The hours of one day that goes otherwise; it starts from how that day would go. */
export function ExceptionForm({ code, lessons, day: first, close }: Props) {
  const { t } = useTranslation()
  const days = useDays()
  const says = useExceptionWords()
  const save = useSaveException(code)
  const putBack = useSaveException(code)
  const remove = useRemoveException(code)
  const wrongId = useId()
  const [{ day, hours, reason }, setFields] = useState(() => fieldsOf(lessons, first))
  const wrong = wrongOf(hours)
  const canSave = wrong === undefined && !save.isPending

  function run() {
    const before = lessons.exceptions.find(one => one.day === day)
    const exception: LessonException = { day, hours: hours.map(([from, until]) => [from, until]), reason }
    save.mutate(exception, {
      onSuccess: () => {
        close()
        offerUndo(t('lessons.exception.saved', { day: says(exception) }), () =>
          before ? putBack.mutateAsync(before) : remove.mutateAsync(day),
        )
      },
    })
  }

  return (
    <form
      className={classes.exceptionForm}
      aria-label={t('lessons.week.otherwise', { day: days.say(day) })}
      onSubmit={event => {
        event.preventDefault()
        if (canSave) run()
      }}
    >
      <label className={admin.field}>
        {t('lessons.exception.day')}
        <input
          type="date"
          className={field.input}
          required
          value={day}
          ref={focusOnceDrawn}
          onChange={event => {
            const chosen = event.currentTarget.value
            if (chosen !== '') setFields(fieldsOf(lessons, chosen))
          }}
        />
      </label>
      <div>
        <TimesFields
          day={days.say(day)}
          wrongId={wrong && wrongId}
          spans={hours}
          change={next => setFields({ day, reason, hours: next })}
        />
        {hours.length === 0 && <p className={ui.soft}>{t('lessons.exception.noLessonHint')}</p>}
        {wrong && (
          <p id={wrongId} role="alert" className={classes.failure}>
            {t(`lessons.edit.wrong.${wrong}`)}
          </p>
        )}
      </div>
      <label className={admin.field}>
        {t('lessons.exception.reason')}
        <select
          className={field.input}
          value={reason}
          onChange={event =>
            setFields({ day, hours, reason: event.currentTarget.value as LessonException['reason'] })
          }
        >
          {exceptionReasons.map(one => (
            <option key={one} value={one}>
              {t(`lessons.exception.reasons.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <div className={classes.tools}>
        <Button type="submit" look="primary" aria-disabled={!canSave}>
          {t('lessons.exception.save')}
        </Button>
        <Button onClick={close}>{t('lessons.exception.cancel')}</Button>
      </div>
      <Refused error={save.error} />
    </form>
  )
}

type Fields = { day: Day; hours: readonly DaySpan[]; reason: LessonException['reason'] }

/** How a day goes that nobody has changed yet: as was said of it, else as the timetable has it. */
function fieldsOf({ exceptions, timetable }: LessonsAnswer, day: Day): Fields {
  const known = exceptions.find(one => one.day === day)
  return known ?? { day, hours: onDay(timetable?.week ?? [], weekdayOf(day) + 1), reason: 'moved' }
}
