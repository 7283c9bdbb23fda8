import { useMemo } from 'react'
import { useFormats } from './useTexts.ts'

const aMonday = Date.UTC(2026, 8, 7, 12)
const dayMs = 86_400_000

/** The names of the weekdays in the person's language, Monday first. */
export function useWeekdays(length: 'long' | 'narrow' = 'long'): string[] {
  const { locale } = useFormats()
  return useMemo(() => {
    const name = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' })
    return Array.from({ length: 7 }, (_, day) => name.format(aMonday + day * dayMs))
  }, [locale, length])
}
