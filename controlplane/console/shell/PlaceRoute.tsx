import { AddressPanel } from '../address/AddressPanel.tsx'
import { ClosedDays } from '../calendar/ClosedDays.tsx'
import { ContactsPanel } from '../contacts/ContactsPanel.tsx'
import { PlacePage, type PlacePanels } from '../places/PlacePage.tsx'
import { ObjectMenu } from './ObjectMenu.tsx'

const panels: PlacePanels = {
  acts: ({ code }) => <ObjectMenu of={{ kind: 'locations', id: code }} />,
  address: ({ code }) => <AddressPanel code={code} />,
  contacts: ({ code }) => <ContactsPanel of={{ location: code }} />,
  closedDays: place => <ClosedDays place={place} />,
}

/** A place, with its address, whom to call and when it is closed. */
export function PlaceRoute() {
  return <PlacePage panels={panels} />
}
