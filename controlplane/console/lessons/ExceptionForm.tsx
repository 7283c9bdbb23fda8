import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../calendar/day/rules.ts'
import type { LessonException, LessonsAnswer } from '../../lessons/api.ts'
import { exceptionReasons } from '../../lessons/day-change/rules.ts'
import type { DaySpan } from '../../locations/hours/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { DateField } from '../ui/DateField.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { SelectField } from '../ui/SelectField.tsx'
import ui from '../ui/ui.module.css'
import { weekdayOf } from '../ui/wallClock.ts'
import { useExceptionWords } from './exceptionWords.ts'
import { TimesFields, WrongTimes, wrongOf } from './TimesFields.tsx'
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
  const save = useSaving(code, lessons)
  const wrongId = useId()
  const [fields, setFields] = useState(() => fieldsOf(lessons, first))
  const { day, hours, reason } = fields
  const wrong = wrongOf(hours)
  const cannot = wrong !== undefined || day === '' || save.isPending
  return (
    <Form
      layout="grid"
      label={t('lessons.week.otherwise', { day: days.say(first) })}
      isBusy={cannot}
      submit={() => save.run(fields, close)}
      cancel={close}
    >
      <DateField
        label={t('lessons.exception.day')}
        required
        day={day}
        ref={focusOnceDrawn}
        change={day => setFields(day === '' ? { ...fields, day } : fieldsOf(lessons, day))}
      />
      <div>
        <TimesFields
          day={day === '' ? '' : days.say(day)}
          wrongId={wrong && wrongId}
          spans={hours}
          change={hours => setFields({ ...fields, hours })}
        />
        {hours.length === 0 && <p className={ui.soft}>{t('lessons.exception.noLessonHint')}</p>}
        <WrongTimes id={wrongId} wrong={wrong} />
      </div>
      <SelectField
        label={t('lessons.exception.reason')}
        value={reason}
        options={exceptionReasons.map(value => ({ value, says: t(`lessons.exception.reasons.${value}`) }))}
        change={reason => setFields({ ...fields, reason })}
      />
      <FormFoot
        save={t('lessons.exception.save')}
        isBusy={cannot}
        cancel={{ says: t('lessons.exception.cancel'), run: close }}
      />
      <Refused error={save.error} />
    </Form>
  )
}

/** `day` empty: what was typed is none yet. */
type Fields = { day: Day; hours: readonly DaySpan[]; reason: LessonException['reason'] }

/** How a day goes that nobody has changed yet: as was said of it, else as the timetable has it. */
function fieldsOf({ exceptions, timetable }: LessonsAnswer, day: Day): Fields {
  const known = exceptions.find(one => one.day === day)
  return known ?? { day, hours: onDay(timetable?.week ?? [], weekdayOf(day) + 1), reason: 'moved' }
}

/** Saves it, and offers to put back what was said of that day before. */
function useSaving(code: string, lessons: LessonsAnswer) {
  const { t } = useTranslation()
  const says = useExceptionWords()
  const save = useSaveException(code)
  const putBack = useSaveException(code)
  const remove = useRemoveException(code)
  const run = ({ day, hours, reason }: Fields, then: () => void) => {
    const before = lessons.exceptions.find(one => one.day === day)
    const exception: LessonException = { day, hours: hours.map(([from, until]) => [from, until]), reason }
    save.mutate(exception, {
      onSuccess: () => {
        then()
        offerUndo(t('lessons.exception.saved', { day: says(exception) }), () =>
          before ? putBack.mutateAsync(before) : remove.mutateAsync(day),
        )
      },
    })
  }
  return { run, isPending: save.isPending, error: save.error }
}
