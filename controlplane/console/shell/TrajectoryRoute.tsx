import { ContactsPanel } from '../contacts/ContactsPanel.tsx'
import { HelpBar } from '../help/HelpBar.tsx'
import { LessonsPanel } from '../lessons/LessonsPanel.tsx'
import { WhyPanel } from '../signals/WhyPanel.tsx'
import { TicketsPanel } from '../ticket/TicketsPanel.tsx'
import { TrajectoryPage, type TrajectoryPanels } from '../trajectories/TrajectoryPage.tsx'
import { ObjectMenu } from './ObjectMenu.tsx'

const panels: TrajectoryPanels = {
  asks: (code, who) => <HelpBar isOf={one => one.trajectory === code} who={who} />,
  acts: code => <ObjectMenu of={{ kind: 'trajectories', id: code }} />,
  lessons: code => <LessonsPanel code={code} />,
  tickets: code => (
    <>
      <TicketsPanel of={{ trajectory: code }} />
      <WhyPanel of={{ trajectory: code }} />
    </>
  ),
  contacts: (code, areOpen) => <ContactsPanel of={{ trajectory: code }} areOpen={areOpen} />,
}

/** A trajectory, with its lessons and whom to call. */
export function TrajectoryRoute() {
  return <TrajectoryPage panels={panels} />
}
