import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../../tickets/api.ts'

/** What is seen, in words; what a person told, by what they chose. */
export function useSymptomWords() {
  const { t } = useTranslation()
  return ({
    symptom,
    picture = null,
  }: Pick<TicketRow, 'symptom'> & Partial<Pick<TicketRow, 'picture'>>): string =>
    picture !== null && (symptom === 'reported' || symptom === 'help')
      ? t(`ticket.picture.${picture}`)
      : t(`ticket.symptom.${symptom}`)
}
