import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekHours } from '../../locations/hours/api.ts'
import type { DaySpan } from '../../locations/hours/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { Form } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { NowButton } from '../ui/NowButton.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { useWeekdays } from '../ui/useWeekdays.ts'
import { WrittenField } from '../ui/WrittenField.tsx'
import { likeMonday, readHours, saySpans, schoolDays, spansOn, type WrongDay, weekDays } from './bells.ts'
import { PlaceFoot } from './PlaceFoot.tsx'

type Props = {
  bells: WeekHours | null
  isSaving: boolean
  error: unknown
  /** Null: no day has hours, so they are not known. */
  save: (bells: WeekHours | null) => void
  cancel: () => void
}

/** A field for every weekday; Monday fills in the others. */
export function BellsForm({ bells, isSaving, error, save, cancel }: Props) {
  const { t } = useTranslation()
  const weekdays = useWeekdays()
  const days = bells?.some(([day]) => day > schoolDays.length) ? weekDays : schoolDays
  const [hours, setHours] = useState(() => days.map(day => spansOn(bells ?? [], day)))
  const submit = () => {
    const week = hours.flatMap(
      (spans, index): WeekHours => spans.map(([from, until]) => [days[index]!, from, until]),
    )
    save(week.length === 0 ? null : week)
  }
  const label = t('places.changeBells')
  return (
    <Form layout="inset" label={label} isBusy={isSaving} submit={submit} cancel={cancel}>
      <p className={ui.soft}>{t('places.bells.how')}</p>
      {days.map((day, index) => (
        <HoursField
          key={day}
          weekday={weekdays[day - 1]!}
          isFirst={index === 0}
          spans={hours[index]!}
          change={spans => setHours(hours.with(index, spans))}
          hint={index === 0 ? <LikeMonday hours={hours} fill={setHours} /> : undefined}
        />
      ))}
      <PlaceFoot isSaving={isSaving} cancel={cancel} />
      <Refused error={error} />
    </Form>
  )
}

type Week = DaySpan[][]
type LikeProps = { hours: Week; fill: (hours: Week) => void }

/** The hours of Monday on the other school days too. */
function LikeMonday({ hours, fill }: LikeProps) {
  const { t } = useTranslation()
  const [monday = []] = hours
  const press = () =>
    fill(
      hours.map((spans, index) => {
        const isFilled = index > 0 && index < schoolDays.length
        return isFilled ? [...likeMonday(monday, weekDays[index]!)] : spans
      }),
    )
  return (
    <Row>
      <NowButton whyNot={monday.length > 0 ? undefined : t('places.bells.noMonday')} onClick={press}>
        {t('places.bells.likeMonday')}
      </NowButton>
      <span>{t('places.bells.likeMondayWhy')}</span>
    </Row>
  )
}

type FieldProps = {
  weekday: string
  isFirst: boolean
  spans: DaySpan[]
  /** Without hours while what is typed cannot be read. */
  change: (spans: DaySpan[]) => void
  hint: ReactNode
}

function HoursField({ weekday, isFirst, spans, change, hint }: FieldProps) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const sayWrong = useWrongWords()
  const read = (text: string) => readHours(text, language)
  return (
    <WrittenField
      label={weekday}
      kind="hours"
      isBeside
      hint={hint}
      placeholder={t('places.bells.free')}
      maxLength={200}
      {...(isFirst && { ref: focusOnceDrawn })}
      value={saySpans(spans)}
      change={text => change(spansIn(read(text)))}
      read={text => {
        const hours = read(text)
        return hours.ok ? saySpans(hours.spans) : undefined
      }}
      write={written => written}
      explain={text => {
        const hours = read(text)
        return hours.ok ? '' : sayWrong(hours.wrong)
      }}
    />
  )
}

const spansIn = (hours: ReturnType<typeof readHours>) => (hours.ok ? hours.spans : [])

function useWrongWords() {
  const { t } = useTranslation()
  return (wrong: WrongDay) =>
    wrong === 'hours_overlap' || wrong === 'hours_wrong_order'
      ? t(`refusal.${wrong}.says`)
      : t(`places.bells.wrong.${wrong}`)
}
