import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../../tickets/api.ts'
import { useMe } from '../../session/useMe.ts'

/** "Lieve", "jij" or "niemand"; a screen on the wall does not say who. */
export function useOwnerWords() {
  const { t } = useTranslation()
  const { account } = useMe()
  return (owner: TicketRow['owner']): string => {
    if (owner === null) return t('ticket.nobody')
    return owner.account === account.id ? t('ticket.me') : owner.firstName || t('ticket.somebody')
  }
}
