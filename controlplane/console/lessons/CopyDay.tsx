import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekHours } from '../../locations/hours/api.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import classes from './edit.module.css'
import { useDays } from './useDays.ts'
import { copiedTo, isWeekend, weekdays } from './week.ts'

type Props = { week: WeekHours; change: (week: WeekHours, says: string) => void }

/** The lessons of one day on other days too. */
export function CopyDay({ week, change }: Props) {
  const { t } = useTranslation()
  const days = useDays()
  const [isOpen, setOpen] = useState(false)
  const [from, setFrom] = useState<number>(() => week[0]?.[0] ?? 1)
  const [to, setTo] = useState<readonly number[]>([])
  const others = weekdays.filter(day => day !== from && !isWeekend(day))
  const chosen = to.filter(day => day !== from)
  return (
    <>
      <Button
        aria-expanded={isOpen}
        aria-disabled={week.length === 0}
        onClick={() => week.length > 0 && setOpen(!isOpen)}
      >
        <IconCopy size={16} aria-hidden /> {t('lessons.edit.copy')}
      </Button>
      {isOpen && (
        <fieldset className={classes.copy} aria-label={t('lessons.edit.copy')}>
          <label className={admin.field}>
            {t('lessons.edit.copyFrom')}
            <select
              className={field.input}
              value={from}
              onChange={event => setFrom(Number(event.currentTarget.value))}
            >
              {weekdays.map(day => (
                <option key={day} value={day}>
                  {days.name(day)}
                </option>
              ))}
            </select>
          </label>
          <span>{t('lessons.edit.copyTo')}</span>
          {others.map(day => (
            <Check
              key={day}
              checked={to.includes(day)}
              onChange={() => setTo(to.includes(day) ? to.filter(one => one !== day) : [...to, day])}
            >
              {days.name(day)}
            </Check>
          ))}
          <Button
            aria-disabled={chosen.length === 0}
            onClick={() => {
              if (chosen.length === 0) return
              change(copiedTo(week, from, chosen), t('lessons.edit.copied', { day: days.name(from) }))
              setOpen(false)
            }}
          >
            {t('lessons.edit.copyDo')}
          </Button>
        </fieldset>
      )}
    </>
  )
}
