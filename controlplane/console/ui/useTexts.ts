import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ageOf, type Formats, formatsFor } from './formats.ts'
import { usePreferences } from './preferences.ts'

const byLanguage = { nl: formatsFor('nl'), en: formatsFor('en') }

export function useFormats(): Formats {
  return byLanguage[usePreferences().language]
}

/** Moments as people say them. */
export function useMoments() {
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(() => {
    const ago = (at: number, now: number) => {
      const { unit, count } = ageOf(at, now)
      return unit === 'now' ? t('moment.now') : t(`moment.${unit}`, { count })
    }
    /** The clock today; with the day when it was another one. */
    const when = (at: number, now: number) =>
      formats.sameDay(at, now) ? formats.time(at) : `${formats.day(at)} ${formats.time(at)}`
    return { ago, when, whenAgo: (at: number, now: number) => `${when(at, now)} (${ago(at, now)})` }
  }, [t, formats])
}
