import type { TicketDetail } from '../../tickets/api.ts'
import { listPaceMs, type News, named, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { newTicket, newTicketOfSet, newTicketOfTrajectory, ticketActions } from './actions.ts'
import { texts } from './texts.ts'

export const news = {
  ticket: {
    when: { ticket: 'named', help: 'any', lessons: 'named', trajectory: 'named', location: 'any' },
    names: named<TicketDetail>(({ ticket: { trajectory } }) => [trajectory], ofKey),
  },
  'ticket-evidence': { when: {} },
  'ticket-mail': { when: { ticket: 'named' }, names: ofKey },
  'tickets-of': {
    when: { ticket: 'named', lessons: 'any', trajectory: 'any', location: 'any' },
    names: ofKey,
    paceMs: listPaceMs,
  },
  'ticket-about': { when: { registered: 'any', trajectory: 'any', location: 'any' }, paceMs: listPaceMs },
} as const satisfies News

export const actions: AreaActions = {
  texts,
  anywhere: [newTicket],
  tickets: ticketActions,
  trajectories: [newTicketOfTrajectory],
  sets: [newTicketOfSet],
}
