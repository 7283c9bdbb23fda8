import { tell } from '../../data/fetch.ts'
import { offerUndo } from '../../data/undo.ts'
import type { Doing } from '../../session/actions.ts'
import { needTexts } from '../../ui/text.ts'
import { ticketTexts } from './texts.ts'

type By = Pick<Doing, 't' | 'client'>

/** What shows tickets, by the first words of its questions. */
const shown = ['tickets', 'ticket', 'tickets-of', 'free-tickets', 'board'] as const

/** Asks again for whatever shows tickets; done when it is there. */
export function refreshTickets(client: Doing['client']): Promise<unknown> {
  return Promise.all(shown.map(name => client.invalidateQueries({ queryKey: [name] })))
}

/**
 * It is theirs who asks; a colleague who was first is a refusal, which is thrown. `returnTo`: the id of what gets the
 * focus back when the offer to put it back goes.
 */
export async function claimTicket(no: string, by: By, returnTo?: string): Promise<void> {
  await tell('POST /api/tickets/:no/claim', { no }, {}).finally(() => refreshTickets(by.client))
  await sayTaken(no, by, returnTo)
}

/** Takes the most urgent ticket that nobody has, and opens it. Throws FetchError: there is none. */
export async function takeNext({
  navigate,
  ...by
}: Pick<Doing, 't' | 'client' | 'navigate'>): Promise<string> {
  const taken = await tell('POST /api/tickets/claim-next', {}, {})
  const no = String(taken.no)
  await navigate({ to: '/tickets/$no', params: { no }, search: {} })
  await sayTaken(no, by)
  void refreshTickets(by.client)
  return no
}

async function sayTaken(no: string, { t, client }: By, returnTo?: string): Promise<void> {
  await needTexts(ticketTexts)
  const giveBack = () =>
    tell('POST /api/tickets/:no/release', { no }, {}).finally(() => refreshTickets(client))
  offerUndo(t('ticket.taken', { no }), giveBack, returnTo)
}
