import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Half, halves } from '../../calendar/closed/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import ui from '../ui/ui.module.css'
import classes from './calendar.module.css'
import { type ClosedOf, useCloseDay, useOpenDay } from './useCalendar.ts'
import { useDaySays } from './useDaySays.ts'

type Props = {
  /** Whose days may be closed: of all sites (null) and of which site; the first is proposed. */
  locations: readonly { code: string | null; says: string }[]
  /** What is closed already. */
  closed: readonly ClosedOf[]
}

/** One day in one line: which, how much of it, what it is called. */
export function ClosedDayForm({ locations, closed }: Props) {
  const { t } = useTranslation()
  const says = useDaySays()
  const id = useId()
  const dayField = useRef<HTMLInputElement>(null)
  const [location, setLocation] = useState(locations[0]?.code ?? null)
  const [day, setDay] = useState('')
  const [half, setHalf] = useState<Half>('day')
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const close = useCloseDay()
  const open = useOpenDay()
  const known = closed.find(each => each.day === day && each.location === location)
  const isWrong = isTried && day === ''
  const submit = () => {
    setTried(true)
    if (day === '') return dayField.current?.focus()
    const change = { day, location, half, name: name.trim() || null }
    close.mutate(change, {
      onSuccess: () => {
        offerUndo(t('calendar.added', { day: says.day(day) }), () =>
          known ? close.mutateAsync(known) : open.mutateAsync(change),
        )
        setDay('')
        setName('')
        setTried(false)
        dayField.current?.focus()
      },
    })
  }
  return (
    <form
      noValidate
      className={classes.form}
      aria-label={t('calendar.addAll')}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {locations.length > 1 && <SiteField locations={locations} location={location} change={setLocation} />}
      <label className={admin.field}>
        {t('calendar.day')}
        <input
          ref={dayField}
          type="date"
          className={field.input}
          value={day}
          min="2020-09-01"
          max="2099-08-31"
          aria-invalid={isWrong}
          aria-describedby={isWrong || known ? id : undefined}
          onChange={event => setDay(event.currentTarget.value)}
        />
      </label>
      <HalfField half={half} change={setHalf} />
      <NameField name={name} change={setName} />
      <Button type="submit" look="primary" disabled={close.isPending}>
        {close.isPending ? t('calendar.saving') : t('calendar.save')}
      </Button>
      {(isWrong || known) && (
        <p id={id} className={isWrong ? admin.failure : ui.soft}>
          {isWrong ? t('calendar.notDay') : t('calendar.alreadyClosed')}
        </p>
      )}
      <Refused error={close.error} />
    </form>
  )
}

type Change<Value> = { change: (value: Value) => void }

function SiteField({
  locations,
  location,
  change,
}: Pick<Props, 'locations'> & { location: string | null } & Change<string | null>) {
  const { t } = useTranslation()
  return (
    <label className={admin.field}>
      {t('calendar.addFor')}
      <select
        className={field.input}
        value={location ?? ''}
        onChange={event => change(event.currentTarget.value || null)}
      >
        {locations.map(({ code, says }) => (
          <option key={code} value={code ?? ''}>
            {says}
          </option>
        ))}
      </select>
    </label>
  )
}

function HalfField({ half, change }: { half: Half } & Change<Half>) {
  const { t } = useTranslation()
  return (
    <label className={admin.field}>
      {t('calendar.whichHalf')}
      <select
        className={field.input}
        value={half}
        onChange={event => change(halves.find(each => each === event.currentTarget.value) ?? 'day')}
      >
        {halves.map(each => (
          <option key={each} value={each}>
            {t(`calendar.half.${each}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

function NameField({ name, change }: { name: string } & Change<string>) {
  const { t } = useTranslation()
  return (
    <label className={admin.field}>
      {t('calendar.name')}
      <input
        className={field.input}
        value={name}
        maxLength={60}
        autoComplete="off"
        placeholder={t('calendar.nameHint')}
        onChange={event => change(event.currentTarget.value)}
      />
    </label>
  )
}
