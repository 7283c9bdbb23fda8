import { AddressPanel } from '../address/AddressPanel.tsx'
import { ChecksPanel } from '../check/ChecksPanel.tsx'
import { DevicePanel } from '../device/DevicePanel.tsx'
import { HelpBar } from '../help/HelpBar.tsx'
import { HelpHistory } from '../help/HelpHistory.tsx'
import { SetPage, type SetPanels } from '../set/SetPage.tsx'
import { WhyPanel } from '../signals/WhyPanel.tsx'
import { TicketsPanel } from '../ticket/TicketsPanel.tsx'
import { ObjectMenu } from './ObjectMenu.tsx'

const panels: SetPanels = {
  asks: ({ label }) => <HelpBar isOf={one => one.set === label} who={label} />,
  checks: set => <ChecksPanel set={set} />,
  help: ({ label }) => <HelpHistory label={label} />,
  tickets: ({ label }) => (
    <>
      <TicketsPanel of={{ set: label }} />
      <WhyPanel of={{ set: label }} />
    </>
  ),
  acts: ({ label }) => <ObjectMenu of={{ kind: 'sets', id: label }} />,
  device: set => <DevicePanel set={set} />,
  address: ({ kind, place }) =>
    kind === 'home' && place !== null && <AddressPanel key={place.code} code={place.code} />,
}

/** A set, with what its device and its home have to say. */
export function SetRoute() {
  return <SetPage panels={panels} />
}
