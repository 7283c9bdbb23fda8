import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { type DayBounds, readDay, writeDay } from './civilDay.ts'
import { useFormats } from './useTexts.ts'
import { useToday } from './useToday.ts'
import { WrittenField } from './WrittenField.tsx'
import { noonOf } from './wallClock.ts'

type Props = {
  label: string
  /** The label is only spoken: what stands before the field says it. */
  isLabelHidden?: boolean
  hint?: ReactNode
  /** "YYYY-MM-DD"; empty: none. */
  day: string
  /** Empty while what is typed is no day that can be. */
  change: (day: string) => void
  /** What else is wrong with it. */
  problem?: string | undefined
  required?: boolean
  /** Taken once the field is left or Enter is pressed. */
  isLate?: boolean
  ref?: Ref<HTMLInputElement>
} & Omit<DayBounds, 'today'>

/** A day as people write it: dd/mm/yyyy, 3/12, 3 dec, ma, morgen. What cannot be read keeps its form from being saved. */
export function DateField({ day, change, min, max, ...others }: Props) {
  const { t } = useTranslation()
  const today = useToday()
  const formats = useFormats()
  const explain = (text: string) => {
    const meant = readDay(text, { today })
    if (meant === undefined) return t('written.day')
    return min !== undefined && meant < min
      ? t('written.from', { day: writeDay(min) })
      : t('written.until', { day: writeDay(max ?? meant) })
  }
  return (
    <WrittenField
      {...others}
      kind="day"
      placeholder={t('written.dayHint')}
      value={day}
      change={change}
      read={text => readDay(text, { today, min, max })}
      write={writeDay}
      say={day => `${formats.weekday(noonOf(day))} ${writeDay(day)}`}
      explain={explain}
    />
  )
}
