import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { TicketDetail } from '../../tickets/api.ts'
import type { Keyed, SetAndDevice } from '../parts/areaActions.ts'
import type { Action, Doing } from '../session/actions.ts'
import type { FormName } from './address.ts'
import { whyNot, whyNotLess, whyNotLink } from './known.ts'

const noOf = ({ ticket }: TicketDetail) => String(ticket.no)
/** What it does comes when it is done. */
const moves = () => import('./moves.ts')

/** Opens a form on the page of the ticket. */
const asking =
  (act: FormName) =>
  (of: TicketDetail, { navigate }: Doing) =>
    navigate({ to: '/tickets/$no', params: { no: noOf(of) }, search: { act } })

const work = { policy: 'workTickets' } as const

/** What may be done with a ticket, what is done most first. */
export const ticketActions: readonly Action<TicketDetail>[] = [
  {
    ...work,
    verb: 'oneTicket.act.claim',
    synonyms: 'oneTicket.synonyms.claim',
    whyNot: whyNot('claim'),
    run: async (of, doing) => (await import('../parts/ticket/claim.ts')).claimTicket(noOf(of), doing),
  },
  {
    ...work,
    verb: 'oneTicket.act.answer',
    synonyms: 'oneTicket.synonyms.answer',
    whyNot: whyNot('answer'),
    run: async (of, doing) => (await moves()).answer(noOf(of), doing),
  },
  {
    ...work,
    verb: 'oneTicket.act.resolve',
    synonyms: 'oneTicket.synonyms.resolve',
    whyNot: whyNot('resolve'),
    run: asking('resolve'),
  },
  {
    ...work,
    verb: 'oneTicket.act.reopen',
    synonyms: 'oneTicket.synonyms.reopen',
    whyNot: whyNot('reopen'),
    run: async (of, doing) => (await moves()).reopen(noOf(of), doing),
  },
  {
    ...work,
    verb: 'oneTicket.act.close',
    synonyms: 'oneTicket.synonyms.close',
    whyNot: whyNot('close'),
    run: async (of, doing) => (await moves()).close(noOf(of), doing),
  },
  {
    ...work,
    verb: 'oneTicket.act.release',
    synonyms: 'oneTicket.synonyms.release',
    whyNot: whyNot('release'),
    run: async (of, doing) => (await moves()).release(noOf(of), doing),
  },
  {
    ...work,
    verb: 'oneTicket.act.wait',
    synonyms: 'oneTicket.synonyms.wait',
    whyNot: whyNot('wait'),
    run: asking('wait'),
  },
  {
    ...work,
    verb: 'oneTicket.act.plan',
    synonyms: 'oneTicket.synonyms.plan',
    whyNot: whyNot('plan'),
    run: asking('plan'),
  },
  {
    ...work,
    verb: 'oneTicket.act.lower',
    synonyms: 'oneTicket.synonyms.lower',
    whyNot: whyNotLess,
    run: asking('lower'),
  },
  {
    ...work,
    verb: 'oneTicket.act.merge',
    synonyms: 'oneTicket.synonyms.merge',
    whyNot: whyNot('merge'),
    run: asking('merge'),
  },
  {
    ...work,
    verb: 'oneTicket.act.link',
    synonyms: 'oneTicket.synonyms.link',
    whyNot: whyNotLink,
    run: asking('link'),
  },
  {
    ...work,
    verb: 'oneTicket.act.cancel',
    synonyms: 'oneTicket.synonyms.cancel',
    whyNot: whyNot('cancel'),
    run: asking('cancel'),
  },
]

const newOne = { policy: 'openTickets', synonyms: 'oneTicket.synonyms.new' } as const

export const newTicket: Keyed = {
  ...newOne,
  verb: 'oneTicket.new.title',
  run: (_nothing, { navigate }) => navigate({ to: '/tickets/new', search: {} }),
}
export const newTicketOfTrajectory: Action<TrajectoryDetail> = {
  ...newOne,
  verb: 'oneTicket.new.of',
  run: ({ code }, { navigate }) => navigate({ to: '/tickets/new', search: { of: code } }),
}
export const newTicketOfSet: Action<SetAndDevice> = {
  ...newOne,
  verb: 'oneTicket.new.of',
  run: ({ set }, { navigate }) => navigate({ to: '/tickets/new', search: { of: set.label } }),
}
