import Type from 'typebox'
import { mailRefusals } from '../mail/api.ts'
import { sendRefusals } from '../messages/api.ts'
import { listRefusals } from '../platform/files/table/words-api.ts'
import { type Contracts, closed, Done, Nothing } from '../platform/http/api.ts'
import { OneSet, setRefusals } from '../sets/api.ts'
import { OneTrajectory } from '../trajectories/api.ts'
import { trajectoryRefusals } from '../trajectories/refusal/rules.ts'
import {
  AskingByMail,
  Calling,
  Cancelling,
  Joining,
  Lowering,
  NewTicket,
  Noting,
  OneTicket,
  Planning,
  Solving,
  TellingSet,
  TicketDetail,
  TicketEvidence,
  TicketList,
  TicketMail,
  TicketNo,
  TicketsExportQuery,
  TicketsPage,
  TicketsQuery,
  Waiting,
} from './api.ts'
import { askRefusals, ticketRefusals, unknownTicket } from './refusal/rules.ts'

const { unknown_trajectory } = trajectoryRefusals
const seen = { policy: 'seeTickets', of: 'ticket', params: OneTicket, refusals: unknownTicket } as const
const done = { policy: 'workTickets', params: OneTicket, answer: Done, refusals: ticketRefusals } as const
const move = { ...done, body: Nothing } as const

/** The technician's work as it is shown: the queue, and one ticket with all that happened to it. */
export const ticketPagesApi = {
  'GET /api/tickets': { policy: 'seeQueue', query: TicketsQuery, answer: TicketsPage },
  'GET /api/tickets/export': {
    policy: 'exportTickets',
    query: TicketsExportQuery,
    as: 'file',
    refusals: listRefusals,
  },
  'GET /api/tickets/:no': { ...seen, answer: TicketDetail },
  'GET /api/tickets/:no/evidence': { ...seen, answer: TicketEvidence },
  /** The last ones, the newest first. */
  'GET /api/trajectories/:code/tickets': {
    policy: 'seeTickets',
    of: 'trajectory',
    params: OneTrajectory,
    answer: TicketList,
    refusals: { unknown_trajectory },
  },
  'GET /api/sets/:label/tickets': {
    policy: 'seeTickets',
    of: 'set',
    params: OneSet,
    answer: TicketList,
    refusals: setRefusals,
  },
} as const satisfies Contracts

/** What is done with it. */
export const ticketWorkApi = {
  /** By hand. `isNew` false: it joined the ticket of the same trouble. */
  'POST /api/tickets': {
    policy: 'openTickets',
    body: NewTicket,
    answer: Type.Object({ no: TicketNo, isNew: Type.Boolean() }, closed),
    refusals: ticketRefusals,
  },
  /** What is most urgent and nobody has. */
  'POST /api/tickets/claim-next': {
    policy: 'workTickets',
    body: Nothing,
    answer: Type.Object({ no: TicketNo }, closed),
    refusals: ticketRefusals,
  },
  'POST /api/tickets/:no/claim': move,
  'POST /api/tickets/:no/release': move,
  'POST /api/tickets/:no/wait': { ...done, body: Waiting },
  'POST /api/tickets/:no/tell': {
    ...done,
    body: TellingSet,
    refusals: { ...ticketRefusals, ...askRefusals, ...sendRefusals },
  },
  'POST /api/tickets/:no/ask-by-mail': {
    ...done,
    body: AskingByMail,
    refusals: { ...ticketRefusals, ...askRefusals, ...mailRefusals },
  },
  /** Whether a question can go by mail now, and what is written around it. */
  'GET /api/tickets/:no/mail': {
    policy: 'workTickets',
    params: OneTicket,
    answer: TicketMail,
    refusals: unknownTicket,
  },
  'POST /api/tickets/:no/plan': { ...done, body: Planning },
  'POST /api/tickets/:no/answer': move,
  'POST /api/tickets/:no/resolve': { ...done, body: Solving },
  'POST /api/tickets/:no/reopen': move,
  'POST /api/tickets/:no/close': move,
  'POST /api/tickets/:no/cancel': { ...done, body: Cancelling },
  'POST /api/tickets/:no/merge': { ...done, body: Joining },
  'POST /api/tickets/:no/link': { ...done, body: Joining },
  'POST /api/tickets/:no/note': { ...done, body: Noting },
  'POST /api/tickets/:no/call': { ...done, body: Calling },
  'POST /api/tickets/:no/lower': { ...done, body: Lowering },
  /** It is on screen; said again within 30 s while that lasts. */
  'POST /api/tickets/:no/look': move,
} as const satisfies Contracts
