import { useTranslation } from 'react-i18next'
import type { TicketState } from '../../tickets/rules.ts'
import type { Family, Priority } from '../../tickets/symptom/rules.ts'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import type { FilterName } from './address.ts'

/** A word of a filter as a person says it when it stands alone. */
export function useFilterSays() {
  const { t } = useTranslation()
  const prioritySays = usePriorityWords()
  return (name: FilterName, word: string): string => {
    const says: Record<FilterName, () => string> = {
      priority: () => prioritySays(word as `${Priority}`),
      family: () => t(`ticket.family.${word as Family}`),
      state: () => t(`ticket.state.${word as TicketState}`),
    }
    return says[name]()
  }
}
