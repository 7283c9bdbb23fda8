import { useMemo } from 'react'
import type { Day } from '../../calendar/day/rules.ts'
import { useFormats } from '../ui/useTexts.ts'
import { instantOf } from './wall.ts'

const noon = 12 * 60
/** A week in which weekdays get their names from the calendar of the language: its Monday. */
const anyMonday = Date.UTC(2026, 10, 23, 12)
const dayMs = 86_400_000

/** Days as people say them. */
export function useDays() {
  const formats = useFormats()
  return useMemo(() => {
    const long = new Intl.DateTimeFormat(formats.locale, { weekday: 'long', timeZone: 'UTC' })
    const at = (day: Day) => instantOf(day, noon)
    return {
      /** "maandag" of 1. */
      name: (weekday: number) => long.format(anyMonday + (weekday - 1) * dayMs),
      /** "ma" of 1. */
      short: (weekday: number) => formats.weekday(anyMonday + (weekday - 1) * dayMs),
      /** "ma 23/11". */
      say: (day: Day) => `${formats.weekday(at(day))} ${formats.day(at(day))}`,
      date: (day: Day) => formats.day(at(day)),
    }
  }, [formats])
}
