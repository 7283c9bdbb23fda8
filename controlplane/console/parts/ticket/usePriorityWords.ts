import { useTranslation } from 'react-i18next'
import type { Priority } from '../../../tickets/symptom/rules.ts'

const words = { 1: 'now', 2: 'soon', 3: 'usual', 4: 'later' } as const satisfies Record<Priority, string>

/** "P1 nu". */
export function usePriorityWords() {
  const { t } = useTranslation()
  return (priority: Priority | `${Priority}`): string => t(`ticket.priority.${words[priority]}`)
}
