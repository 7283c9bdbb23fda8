import { tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'
import { refreshTickets } from '../parts/ticket/claim.ts'
import type { Doing } from '../session/actions.ts'

type By = Pick<Doing, 't' | 'client'>

/** Nobody has it any more. */
export async function release(no: string, { t, client }: By): Promise<void> {
  const refresh = () => refreshTickets(client)
  await tell('POST /api/tickets/:no/release', { no }, {}).finally(refresh)
  const takeAgain = () => tell('POST /api/tickets/:no/claim', { no }, {}).finally(refresh)
  offerUndo(t('ticket.release', { no }), takeAgain)
}

/** What it waited for is there, or need not be waited for. */
export async function answer(no: string, { client }: By): Promise<void> {
  await tell('POST /api/tickets/:no/answer', { no }, {}).finally(() => refreshTickets(client))
}

export async function reopen(no: string, { client }: Pick<By, 'client'>): Promise<void> {
  await tell('POST /api/tickets/:no/reopen', { no }, {}).finally(() => refreshTickets(client))
}

export async function close(no: string, { t, client }: By): Promise<void> {
  await tell('POST /api/tickets/:no/close', { no }, {}).finally(() => refreshTickets(client))
  offerUndo(t('oneTicket.done.close', { no }), () => reopen(no, { client }))
}
