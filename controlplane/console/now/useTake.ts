import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BoardTicket } from '../../overview/board/api.ts'
import { sayFailed } from '../data/undo.ts'

/** What takes a ticket, and who has it once it is taken. */
export const placeIdOf = (no: number) => `ticket-${no}`

/** Takes a ticket, which can be put back; why it did not work is said at the foot. How comes once somebody does. */
export function useTake({ no }: Pick<BoardTicket, 'no'>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    async mutationFn() {
      const { claimTicket } = await import('../parts/ticket/claim.ts')
      await claimTicket(String(no), { t, client }, placeIdOf(no))
    },
    onError: sayFailed,
  })
}
