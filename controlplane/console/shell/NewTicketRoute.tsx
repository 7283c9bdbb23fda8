import { ContactsPanel } from '../contacts/ContactsPanel.tsx'
import { NewTicketPage } from '../ticket/NewTicketPage.tsx'

/** A new ticket, with whom to call of whom it is about. */
export function NewTicketRoute() {
  return (
    <NewTicketPage
      contacts={about => 'trajectory' in about && <ContactsPanel of={{ trajectory: about.trajectory }} />}
    />
  )
}
