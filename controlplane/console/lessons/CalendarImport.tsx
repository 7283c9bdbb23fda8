import { IconCalendarTime } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarFileAnswer } from '../../lessons/api.ts'
import { fileBytesMax } from '../../platform/files/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { useExceptionWords } from './exceptionWords.ts'
import { spanOf } from './HourColumn.tsx'
import classes from './lessons.module.css'
import { useDays } from './useDays.ts'
import { useCalendarFile } from './useLessons.ts'
import { WrongEvents } from './WrongEvents.tsx'
import { onDay, weekdays } from './week.ts'

/** What the contract lets through; a larger file is not read at all. */
type Chosen = { name: string; content: string }
type Props = { code: string; taken: () => void }

/** A timetable out of a calendar: first what it comes down to, then it is taken. */
export function CalendarImport({ code, taken }: Props) {
  const { t } = useTranslation()
  const { chosen, isTooLarge, look, take, choose, forget } = useChosenCalendar(code)
  const run = (chosen: Chosen) =>
    take.mutate(
      { ...chosen, dryRun: false },
      {
        onSuccess: () => {
          forget()
          taken()
        },
      },
    )
  return (
    <div className={classes.calendar}>
      <CalendarButton isReading={look.isPending} choose={file => void choose(file)} />
      {isTooLarge && (
        <p role="alert" className={ui.failure}>
          {t('lessons.calendar.tooLarge')}
        </p>
      )}
      {chosen && look.data && <Outcome answer={look.data} cancel={forget} take={() => run(chosen)} />}
      <Refused error={look.error ?? take.error} />
    </div>
  )
}

/** The file that was chosen, tried at once. */
function useChosenCalendar(code: string) {
  const [chosen, setChosen] = useState<Chosen>()
  const [isTooLarge, setTooLarge] = useState(false)
  const look = useCalendarFile(code)
  const take = useCalendarFile(code)
  const choose = async (file: File) => {
    setTooLarge(file.size > fileBytesMax)
    if (file.size > fileBytesMax) return
    const next = { name: file.name.slice(0, 200), content: await base64Of(file) }
    setChosen(next)
    look.mutate({ ...next, dryRun: true })
  }
  const forget = () => {
    setChosen(undefined)
    look.reset()
    take.reset()
  }
  return { chosen, isTooLarge, look, take, choose, forget }
}

type ButtonProps = { isReading: boolean; choose: (file: File) => void }

/** The same file may be chosen again after it was mended. */
function CalendarButton({ isReading, choose }: ButtonProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".ics,text/calendar"
        hidden
        aria-label={t('lessons.calendar.choose')}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) choose(file)
          currentTarget.value = ''
        }}
      />
      <GatedButton policy="changeLessons" disabled={isReading} onClick={() => input.current?.click()}>
        <IconCalendarTime size={16} aria-hidden />{' '}
        {t(isReading ? 'lessons.calendar.reading' : 'lessons.calendar.choose')}
      </GatedButton>
    </>
  )
}

type OutcomeProps = { answer: CalendarFileAnswer; take: () => void; cancel: () => void }

function Outcome({ answer, take, cancel }: OutcomeProps) {
  const { events, ignored, week, exceptions, wrong, older } = answer
  const { t } = useTranslation()
  const days = useDays()
  const says = useExceptionWords()
  const isEmpty = week.length === 0 && exceptions.length === 0
  return (
    <section className={classes.outcome} aria-label={t('lessons.calendar.week')} aria-live="polite">
      <p>
        {isEmpty ? t('lessons.calendar.empty') : t('lessons.calendar.found', { count: events })}{' '}
        {ignored > 0 && t('lessons.calendar.ignored', { count: ignored })}{' '}
        {older > 0 && t('lessons.calendar.older', { count: older })}
      </p>
      {wrong.length > 0 && <WrongEvents answer={answer} />}
      {week.length > 0 && (
        <>
          <h4>{t('lessons.calendar.week')}</h4>
          <dl className={classes.plain}>
            {weekdays
              .filter(day => week.some(([one]) => one === day))
              .map(day => (
                <div key={day}>
                  <dt>{days.name(day)}</dt>
                  <dd>{onDay(week, day).map(spanOf).join(', ')}</dd>
                </div>
              ))}
          </dl>
        </>
      )}
      {exceptions.length > 0 && (
        <details>
          <summary>{t('lessons.calendar.differs', { count: exceptions.length })}</summary>
          <ul>
            {exceptions.map(exception => (
              <li key={exception.day}>{says(exception)}</li>
            ))}
          </ul>
        </details>
      )}
      {!isEmpty && <p className={ui.soft}>{t('lessons.calendar.replaces')}</p>}
      <div className={classes.tools}>
        {!isEmpty && (
          <Button look="primary" onClick={take}>
            {t('lessons.calendar.take')}
          </Button>
        )}
        <Button onClick={cancel}>{t('lessons.calendar.cancel')}</Button>
      </div>
    </section>
  )
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
