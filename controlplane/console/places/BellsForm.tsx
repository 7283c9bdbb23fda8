import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekHours } from '../../locations/hours/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Form } from '../ui/Form.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { Row } from '../ui/Row.tsx'
import { TextField } from '../ui/TextField.tsx'
import ui from '../ui/ui.module.css'
import { useWeekdays } from '../ui/useWeekdays.ts'
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
  const form = useRef<HTMLFormElement>(null)
  const weekdays = useWeekdays()
  const days = bells?.some(([day]) => day > schoolDays.length) ? weekDays : schoolDays
  const [typed, setTyped] = useState(() => days.map(day => saySpans(spansOn(bells ?? [], day))))
  const read = typed.map(readHours)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const submit = () => {
    const wrong = read.findIndex(({ ok }) => !ok)
    if (wrong !== -1) return form.current?.querySelectorAll('input')[wrong]?.focus()
    const week = read.flatMap(
      (hours, index): WeekHours =>
        hours.ok ? hours.spans.map(([from, until]) => [days[index]!, from, until]) : [],
    )
    save(week.length === 0 ? null : week)
  }
  const label = t('places.changeBells')
  return (
    <Form ref={form} layout="inset" label={label} isBusy={isSaving} submit={submit} cancel={cancel}>
      <p className={ui.soft}>{t('places.bells.how')}</p>
      {days.map((day, index) => (
        <HoursField
          key={day}
          weekday={weekdays[day - 1]!}
          text={typed[index]!}
          change={text => setTyped(typed.with(index, text))}
          hint={index === 0 ? <LikeMonday typed={typed} fill={setTyped} /> : undefined}
        />
      ))}
      <PlaceFoot isSaving={isSaving} cancel={cancel} />
      <Refused error={error} />
    </Form>
  )
}

type LikeProps = { typed: readonly string[]; fill: (typed: string[]) => void }

/** The hours of Monday on the other school days too. */
function LikeMonday({ typed, fill }: LikeProps) {
  const { t } = useTranslation()
  const monday = readHours(typed[0]!)
  const press = () =>
    monday.ok &&
    fill(
      typed.map((text, index) => {
        const isFilled = index > 0 && index < schoolDays.length
        return isFilled ? saySpans(likeMonday(monday.spans, weekDays[index]!)) : text
      }),
    )
  return (
    <Row>
      <NowButton
        whyNot={monday.ok && monday.spans.length > 0 ? undefined : t('places.bells.noMonday')}
        onClick={press}
      >
        {t('places.bells.likeMonday')}
      </NowButton>
      <span>{t('places.bells.likeMondayWhy')}</span>
    </Row>
  )
}

type FieldProps = { weekday: string; text: string; change: (text: string) => void; hint: ReactNode }

/** What was typed is written out when the field is left; what cannot be read is said there and then. */
function HoursField({ weekday, text, change, hint }: FieldProps) {
  const { t } = useTranslation()
  const sayWrong = useWrongWords()
  const [hasFocus, setFocus] = useState(false)
  const read = readHours(text)
  return (
    <TextField
      label={weekday}
      isBeside
      hint={hint}
      problem={read.ok || hasFocus ? undefined : sayWrong(read.wrong)}
      placeholder={t('places.bells.free')}
      maxLength={200}
      value={text}
      change={change}
      onFocus={() => setFocus(true)}
      onBlur={() => {
        setFocus(false)
        if (read.ok) change(saySpans(read.spans))
      }}
    />
  )
}

function useWrongWords() {
  const { t } = useTranslation()
  return (wrong: WrongDay) =>
    wrong === 'hours_overlap' || wrong === 'hours_wrong_order'
      ? t(`refusal.${wrong}.says`)
      : t(`places.bells.wrong.${wrong}`)
}
