import type { ParseKeys } from 'i18next'
import type { TicketDetail } from '../../tickets/api.ts'
import { type MoveName, whyNotLower, whyNotMove } from '../../tickets/rules.ts'
import { priorities } from '../../tickets/symptom/rules.ts'
import { knownOf } from '../parts/ticket/known.ts'

/** Why it may not move so now, by the rules that the server decides by; undefined: it may. */
export function whyNot(move: MoveName) {
  return ({ ticket, lostMinutes }: TicketDetail): ParseKeys | undefined => {
    const refusal = whyNotMove(knownOf(ticket, lostMinutes), move)
    return refusal && `refusal.${refusal}.says`
  }
}

export function whyNotLess({ ticket }: TicketDetail): ParseKeys | undefined {
  const refusal = whyNotLower(ticket, priorities.at(-1)!)
  return refusal && `refusal.${refusal}.says`
}

/** With what is over nothing is linked any more. */
export function whyNotLink({ ticket: { state } }: TicketDetail): ParseKeys | undefined {
  return state === 'merged' || state === 'cancelled' ? 'refusal.ticket_over.says' : undefined
}
