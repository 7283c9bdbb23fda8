import { useTranslation } from 'react-i18next'
import { useFormats } from '../ui/useTexts.ts'
import { isLimitWord, timeOf, type Unit } from './units.ts'

type Digits = 0 | 1 | 2

/** Numbers of rules in words. */
export function useAmountWords() {
  const { t } = useTranslation()
  const formats = useFormats()
  const number = (value: number) => formats.number(value, Math.min(2, decimalsOf(value)) as Digits)
  const time = (seconds: number) => {
    const { unit, count } = timeOf(seconds)
    return t(`rules.time.${unit}`, { count, number: number(count) })
  }
  const isTime = (unit: Unit) => unit === 'seconds' || unit === 'minutes'
  /** As it is typed: a time with its unit, any other number without. */
  const typed = (value: number, unit: Unit) =>
    isTime(unit) ? time(value * (unit === 'minutes' ? 60 : 1)) : number(value)
  return {
    time,
    typed,
    /** What stands behind what is typed; undefined: nothing. */
    unit: (unit: Unit) => (unit === 'seconds' || unit === 'minutes' ? undefined : t(`rules.unit.${unit}`)),
    said: (value: number, unit: Unit) =>
      unit === 'seconds' || unit === 'minutes'
        ? typed(value, unit)
        : `${typed(value, unit)} ${t(`rules.unit.${unit}`)}`,
    /** What the number is called. */
    name(name: string) {
      if (name === 'hold') return t('rules.hold')
      return isLimitWord(name) ? t(`rules.limit.${name}`) : t('rules.clearing')
    },
  }
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0
}
