import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { TicketDetail } from '../../tickets/api.ts'
import { viewingMs } from '../../tickets/viewer/rules.ts'
import { tell } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'

/** Well before they count as gone. */
const againMs = viewingMs / 2

/**
 * Tells that somebody who works here has the ticket on screen, as long as that lasts; a page behind others has nobody.
 * Who else looks goes by itself, which no news tells: then it is asked again.
 */
export function useLooking({ ticket: { no }, viewers }: TicketDetail): void {
  const { roles, account } = useMe()
  const client = useQueryClient()
  const may = mayDo(roles, 'workTickets')
  const others = viewers.some(viewer => viewer.account !== account.id)
  useEffect(() => {
    if (!may) return
    const look = () => {
      if (!document.hasFocus()) return
      // Not told: whoever still looks tells it the next time.
      tell('POST /api/tickets/:no/look', { no: String(no) }, {}).catch(() => undefined)
    }
    look()
    const timer = setInterval(look, againMs)
    addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      removeEventListener('focus', look)
    }
  }, [may, no])
  useEffect(() => {
    if (!others) return
    const timer = setInterval(
      () => void client.invalidateQueries({ queryKey: ['ticket', String(no)] }),
      viewingMs,
    )
    return () => clearInterval(timer)
  }, [others, client, no])
}
