import { useTranslation } from 'react-i18next'
import type { TicketDetail } from '../../tickets/api.ts'
import { Folded } from '../ui/Folded.tsx'
import { Panel } from '../ui/Panel.tsx'
import { type Happening, Timeline } from '../ui/Timeline.tsx'
import { Entry } from './Entry.tsx'
import { Evidence } from './Evidence.tsx'
import type { TicketPanels } from './panels.ts'

/** More are folded: what is read is the end. */
const shownMax = 40

type Props = { ticket: TicketDetail } & Pick<TicketPanels, 'fact' | 'why'>

/** All that happened to it, the oldest first, with what both sets said when it began. */
export function TimelinePanel({ ticket, fact, why }: Props) {
  const { t } = useTranslation()
  const no = String(ticket.ticket.no)
  const entries = ticket.timeline.map(
    (entry): Happening => ({
      key: entry.id,
      at: entry.at,
      says: <Entry entry={entry} source={ticket.ticket.source} />,
    }),
  )
  const evidence = ticket.evidence.map(
    (at): Happening => ({
      key: `evidence ${at}`,
      at,
      says: <Evidence no={no} at={at} fact={fact} />,
    }),
  )
  // What was said when it began stands right behind that it did.
  const all = [...entries.slice(0, 1), ...evidence, ...entries.slice(1)].toSorted((a, b) => a.at - b.at)
  const before = all.slice(0, -shownMax)
  return (
    <Panel id="timeline" title={t('oneTicket.timeline')}>
      {why(no)}
      {before.length > 0 && (
        <Folded says={t('oneTicket.before', { count: before.length })}>
          <Timeline happenings={before} />
        </Folded>
      )}
      <Timeline happenings={all.slice(-shownMax)} />
    </Panel>
  )
}
