import { useTranslation } from 'react-i18next'
import type { Half } from '../../calendar/closed/rules.ts'
import { useFormats } from '../ui/useTexts.ts'
import { noonOf } from '../ui/wallClock.ts'

/** Days and half days as people say them. */
export function useDaySays() {
  const { t } = useTranslation()
  const formats = useFormats()
  /** "ma 23/11/2026" */
  const day = (day: string) => `${formats.weekday(noonOf(day))} ${formats.date(noonOf(day))}`
  return {
    day,
    span: (from: string, until: string) =>
      from === until ? day(from) : `${formats.day(noonOf(from))} – ${formats.date(noonOf(until))}`,
    name: (name: string | null, half: Half) =>
      half === 'day'
        ? (name ?? t('calendar.noName'))
        : [name, t(`calendar.half.${half}`)].filter(Boolean).join(', '),
  }
}
