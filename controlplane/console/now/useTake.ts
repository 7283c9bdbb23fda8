import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BoardTicket } from '../../overview/board/api.ts'
import { tell } from '../data/fetch.ts'
import { offerUndo, sayFailed } from '../data/undo.ts'

/** What takes a ticket, and who has it once it is taken. */
export const placeIdOf = (no: number) => `ticket-${no}`

/** Takes a ticket, which can be put back; why it did not work is said at the foot. */
export function useTake({ no }: Pick<BoardTicket, 'no'>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const one = { no: String(no) }
  const look = () => client.invalidateQueries({ queryKey: ['board'] })
  return useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/tickets/:no/claim', one, {}).finally(look),
    onSuccess: () =>
      offerUndo(
        t('now.ticket.taken', { no }),
        () => tell('POST /api/tickets/:no/release', one, {}).finally(look),
        placeIdOf(no),
      ),
    onError: sayFailed,
  })
}
