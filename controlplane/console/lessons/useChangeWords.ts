import { useTranslation } from 'react-i18next'
import type { DayChange } from '../../lessons/api.ts'
import { serverNow } from '../ui/clock.ts'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf, minuteOfDay } from '../ui/wallClock.ts'
import { useDays } from './useDays.ts'

/** What was said of a day: "Afwezig tot 10:20", and by whom. */
export function useChangeWords() {
  const { t } = useTranslation()
  const formats = useFormats()
  const days = useDays()

  /** A moment of another day is said with its day. */
  function whenOf(at: number): string {
    return formats.sameDay(at, serverNow()) ? formats.time(at) : `${days.say(dayOf(at))} ${formats.time(at)}`
  }

  function until(at: number | null): string {
    if (at === null) return t('lessons.today.how.unknown')
    if (minuteOfDay(at) !== 0) return t('lessons.today.how.time', { when: whenOf(at) })
    const lastDay = dayOf(at - 1)
    if (lastDay === dayOf(serverNow())) return t('lessons.today.how.today')
    return t('lessons.today.how.day', { when: days.say(lastDay) })
  }

  return {
    what: ({ kind, until: end }: Pick<DayChange, 'kind' | 'until'>) =>
      `${t(`lessons.today.holds.${kind}`)} ${until(end)}`,
    by({ saidBy, set, at }: DayChange) {
      const who = t(`lessons.today.speakers.${saidBy}`)
      const when = whenOf(at)
      return set === null ? t('lessons.today.by', { who, when }) : t('lessons.today.byOn', { who, set, when })
    },
  }
}
