import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekHours } from '../../locations/hours/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import ui from '../ui/ui.module.css'
import { useWeekdays } from '../ui/useWeekdays.ts'
import { likeMonday, readHours, saySpans, schoolDays, spansOn, type WrongDay, weekDays } from './bells.ts'
import { Buttons } from './FactsForm.tsx'
import classes from './places.module.css'

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
  const [monday] = read
  const fill = () =>
    setTyped(
      typed.map((text, index) => {
        const isFilled = monday?.ok && index > 0 && index < schoolDays.length
        return isFilled ? saySpans(likeMonday(monday.spans, days[index]!)) : text
      }),
    )
  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      aria-label={t('places.changeBells')}
      onKeyDown={event => event.key === 'Escape' && cancel()}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={ui.soft}>{t('places.bells.how')}</p>
      {days.map((day, index) => (
        <HoursField
          key={day}
          weekday={weekdays[day - 1]!}
          text={typed[index]!}
          change={text => setTyped(typed.with(index, text))}
        >
          {index === 0 && (
            <p className={classes.like}>
              <Button disabled={!monday?.ok || monday.spans.length === 0} onClick={fill}>
                {t('places.bells.likeMonday')}
              </Button>
              <span className={ui.soft}>{t('places.bells.likeMondayWhy')}</span>
            </p>
          )}
        </HoursField>
      ))}
      <Buttons isSaving={isSaving} cancel={cancel} />
      <Refused error={error} />
    </form>
  )
}

type FieldProps = {
  weekday: string
  text: string
  change: (text: string) => void
  children: React.ReactNode
}

/** What was typed is written out when the field is left; what cannot be read is said there and then. */
function HoursField({ weekday, text, change, children }: FieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const read = readHours(text)
  const wrong: WrongDay | undefined = read.ok || isOpen ? undefined : read.wrong
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{weekday}</label>
      <div>
        <input
          id={id}
          className={field.input}
          value={text}
          maxLength={200}
          autoComplete="off"
          placeholder={t('places.bells.free')}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong && `${id}-wrong`}
          onFocus={() => setOpen(true)}
          onChange={event => change(event.currentTarget.value)}
          onBlur={() => {
            setOpen(false)
            if (read.ok) change(saySpans(read.spans))
          }}
        />
        {wrong && (
          <p id={`${id}-wrong`} className={admin.failure}>
            {wrong === 'hours_overlap' || wrong === 'hours_wrong_order'
              ? t(`refusal.${wrong}.says`)
              : t(`places.bells.wrong.${wrong}`)}
          </p>
        )}
        {children}
      </div>
    </div>
  )
}
