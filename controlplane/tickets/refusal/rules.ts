import { type MoveRefusal, reopenSchoolDays } from '../rules.ts'

const moveRefusals = {
  ticket_taken: {
    status: 409,
    message: 'A colleague has this ticket.',
    expected: 'a ticket that nobody took',
  },
  ticket_over: { status: 409, message: 'This ticket is over.', expected: 'a ticket that is not over' },
  ticket_solved: { status: 409, message: 'This ticket is resolved.', expected: 'reopen it first' },
  ticket_waits: { status: 409, message: 'This ticket waits.', expected: 'end the waiting first' },
  ticket_not_taken: { status: 409, message: 'Nobody took this ticket.', expected: 'claim it first' },
  ticket_not_waiting: {
    status: 409,
    message: 'This ticket waits for nothing.',
    expected: 'a ticket that waits or is planned',
  },
  ticket_not_solved: {
    status: 409,
    message: 'This ticket is not resolved.',
    expected: 'a ticket that is resolved',
  },
  ticket_touched: {
    status: 409,
    message: 'A person did something with it.',
    expected: 'a ticket that nobody touched',
  },
  not_theirs_to_move: { status: 409, message: 'That is not theirs to do.', expected: 'somebody who may' },
  plan_past: { status: 409, message: 'That moment is over.', expected: 'a moment to come' },
  plan_too_late: {
    status: 409,
    message: 'The next lesson begins before that.',
    expected: 'a moment before the next lesson, for priority 1 and 2',
  },
  lost_unknown: {
    status: 409,
    message: 'The lost lesson minutes are not counted yet.',
    expected: 'lesson minutes that are counted, for priority 1',
  },
  reopen_too_late: {
    status: 409,
    message: 'This was closed too long ago.',
    expected: `at most ${reopenSchoolDays} days of school; else a new ticket`,
  },
  key_taken: {
    status: 409,
    message: 'Another ticket of this trouble is open.',
    expected: 'a trouble that has no other ticket',
  },
  merge_itself: { status: 409, message: 'A ticket does not go into itself.', expected: 'another ticket' },
  merge_into_over: {
    status: 409,
    message: 'That ticket is over.',
    expected: 'a ticket that is not closed, merged or cancelled',
  },
} as const satisfies Record<MoveRefusal, object>

export const unknownTicket = {
  unknown_ticket: {
    status: 404,
    message: 'No ticket has the number {where}.',
    expected: 'the number of a ticket',
  },
} as const

export const ticketRefusals = {
  ...unknownTicket,
  ...moveRefusals,
  not_lower: { status: 409, message: 'That is not less urgent.', expected: 'a lower priority than it has' },
  nothing_to_claim: {
    status: 409,
    message: 'Everything is taken.',
    expected: 'a ticket that nobody took; there is none',
  },
  too_many_notes: { status: 409, message: 'This ticket has too many notes.', expected: 'at most 200' },
  ticket_about_nothing: {
    status: 409,
    message: 'No trajectory or set has the code {where}.',
    expected: 'the code of a trajectory or the label of a set',
  },
} as const

/** Why nothing can be asked, on a set or by mail. */
export const askRefusals = {
  no_set_there: { status: 409, message: 'No set stands there.', expected: 'a side that a set serves' },
  not_its_contact: {
    status: 404,
    message: 'That is no contact of this ticket.',
    expected: 'a contact of its trajectory or school',
  },
  no_address: { status: 409, message: 'This contact has no e-mail.', expected: 'a contact with an e-mail' },
} as const

export type AskRefusal = keyof typeof askRefusals
export type TicketRefusal = keyof typeof ticketRefusals
