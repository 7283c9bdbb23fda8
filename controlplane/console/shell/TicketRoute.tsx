import i18next from 'i18next'
import type { TicketDetail } from '../../tickets/api.ts'
import { showContactsId } from '../contacts/actions.ts'
import { ContactsPanel } from '../contacts/ContactsPanel.tsx'
import { FactLine } from '../set/FactList.tsx'
import { factName, factSays } from '../set/factWords.ts'
import { WhyTicket } from '../signals/WhyTicket.tsx'
import { ActBar } from '../ticket/ActBar.tsx'
import type { TicketPanels } from '../ticket/panels.ts'
import { TicketPage } from '../ticket/TicketPage.tsx'
import { press } from '../ui/press.ts'
import { useActsOf } from './useActs.ts'

const panels: TicketPanels = {
  acts: ticket => <Acts ticket={ticket} />,
  contacts: ({ ticket: { trajectory, place } }) =>
    trajectory !== null ? (
      <ContactsPanel of={{ trajectory }} />
    ) : (
      place !== null && <ContactsPanel of={{ location: place.code }} />
    ),
  showContacts() {
    const first = document.querySelector<HTMLElement>(
      '[aria-labelledby="contacts"] :is(a[href^="tel:"], a[href^="mailto:"])',
    )
    if (first) first.focus()
    else press(showContactsId)
  },
  fact: (name, value) => {
    const { lines, wrong } = factSays(i18next.t, name, value)
    return { name: factName(i18next.t, name), says: <FactLine line={lines[0]} wrong={wrong} /> }
  },
  why: no => <WhyTicket no={no} />,
}

function Acts({ ticket: { ticket } }: { ticket: TicketDetail }) {
  const acts = useActsOf({ kind: 'tickets', id: String(ticket.no) }) ?? []
  return <ActBar state={ticket.state} no={ticket.no} acts={acts} />
}

/** A ticket, with whom to call and what its sets said. */
export function TicketRoute() {
  return <TicketPage panels={panels} />
}
