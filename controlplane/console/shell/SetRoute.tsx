import { AddressPanel } from '../address/AddressPanel.tsx'
import { DevicePanel } from '../device/DevicePanel.tsx'
import { SetPage, type SetPanels } from '../set/SetPage.tsx'
import { ObjectMenu } from './ObjectMenu.tsx'

const panels: SetPanels = {
  acts: ({ label }) => <ObjectMenu of={{ kind: 'sets', id: label }} />,
  device: set => <DevicePanel set={set} />,
  address: ({ kind, place }) =>
    kind === 'home' && place !== null && <AddressPanel key={place.code} code={place.code} />,
}

/** A set, with what its device and its home have to say. */
export function SetRoute() {
  return <SetPage panels={panels} />
}
