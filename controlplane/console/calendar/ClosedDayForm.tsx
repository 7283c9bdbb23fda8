import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Half, halves } from '../../calendar/closed/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type ClosedOf, useCloseDay, useOpenDay } from './useCalendar.ts'
import { useDaySays } from './useDaySays.ts'

const firstDay = '2020-09-01'
const lastDay = '2099-08-31'

type Props = {
  /** Whose days may be closed: of all sites (null) and of which site; the first is proposed. */
  locations: readonly { code: string | null; says: string }[]
  /** What is closed already. */
  closed: readonly ClosedOf[]
}

/** One day in one line: which, how much of it, what it is called. */
export function ClosedDayForm({ locations, closed }: Props) {
  const { t } = useTranslation()
  const dayField = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(() => nothingTyped(locations[0]?.code ?? null))
  const [isTried, setTried] = useState(false)
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const { day, location, half, name } = typed
  const known = closed.find(each => each.day === day && each.location === location)
  const close = useClosing(known)
  const submit = () => {
    setTried(day === '')
    if (day === '') return dayField.current?.focus()
    close.run({ ...typed, name: name.trim() || null }, () => {
      set({ day: '', name: '' })
      dayField.current?.focus()
    })
  }
  return (
    <Form layout="line" label={t('calendar.addAll')} isBusy={close.isPending} submit={submit}>
      {locations.length > 1 && (
        <SelectField
          label={t('calendar.addFor')}
          value={location ?? ''}
          options={locations.map(({ code, says }) => ({ value: code ?? '', says }))}
          change={code => set({ location: code || null })}
        />
      )}
      <DateField
        label={t('calendar.day')}
        hint={known && t('calendar.alreadyClosed')}
        problem={isTried && day === '' ? t('calendar.notDay') : undefined}
        ref={dayField}
        day={day}
        min={firstDay}
        max={lastDay}
        change={day => set({ day })}
      />
      <SelectField
        label={t('calendar.whichHalf')}
        value={half}
        options={halves.map(value => ({ value, says: t(`calendar.half.${value}`) }))}
        change={half => set({ half })}
      />
      <TextField
        label={t('calendar.name')}
        placeholder={t('calendar.nameHint')}
        maxLength={60}
        value={name}
        change={name => set({ name })}
      />
      <Button type="submit" look="primary" disabled={close.isPending}>
        {close.isPending ? t('calendar.saving') : t('calendar.save')}
      </Button>
      <Refused error={close.error} />
    </Form>
  )
}

type Typed = { location: string | null; day: string; half: Half; name: string }

function nothingTyped(location: string | null): Typed {
  return { location, day: '', half: 'day', name: '' }
}

/** Closes a day, and offers to put back what was known of it. */
function useClosing(known: ClosedOf | undefined) {
  const { t } = useTranslation()
  const says = useDaySays()
  const close = useCloseDay()
  const open = useOpenDay()
  const run = (change: ClosedOf, then: () => void) =>
    close.mutate(change, {
      onSuccess: () => {
        offerUndo(t('calendar.added', { day: says.day(change.day) }), () =>
          known ? close.mutateAsync(known) : open.mutateAsync(change),
        )
        then()
      },
    })
  return { run, isPending: close.isPending, error: close.error }
}
