import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en: Shape<typeof nl> = {
  acts: {
    ticket_opened: 'opened a ticket',
    ticket_claimed: 'took a ticket',
    ticket_released: 'gave a ticket back',
    ticket_asked: 'asked a question about a ticket',
    ticket_waits: 'lets a ticket wait for a third party',
    ticket_planned: 'planned a ticket',
    ticket_answered: 'took up a waiting ticket',
    ticket_resolved: 'resolved a ticket',
    ticket_reopened: 'reopened a ticket',
    ticket_closed: 'closed a ticket',
    ticket_cancelled: 'cancelled a ticket',
    ticket_merged: 'merged a ticket into another',
    ticket_linked: 'linked two tickets',
    ticket_lowered: 'made a ticket less urgent',
    ticket_noted: 'wrote a note with a ticket',
    ticket_call_noted: 'noted a call with a ticket',
    ticket_seen: 'looked at a ticket',
    tickets_exported: 'took the list of tickets along',
  },
}
