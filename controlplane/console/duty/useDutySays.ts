import { useTranslation } from 'react-i18next'
import type { DutyWeek, NewDuty } from '../../duty/api.ts'
import { useFormats } from '../ui/useTexts.ts'

/** A duty in words: "Lieve, ma 16/11 van 08:00 tot 12:00". */
export function useDutySays() {
  const { t } = useTranslation()
  const formats = useFormats()
  return ({ days, people }: Pick<DutyWeek, 'days' | 'people'>, duty: NewDuty, firstName?: string) => {
    const startsAt = days.find(({ day }) => day === duty.day)?.startsAt
    const day = startsAt === undefined ? duty.day : `${formats.weekday(startsAt)} ${formats.day(startsAt)}`
    const name = firstName ?? people.find(({ account }) => account === duty.account)?.firstName ?? ''
    return t('admin.duty.block', { name, day, from: duty.from, until: duty.until })
  }
}
