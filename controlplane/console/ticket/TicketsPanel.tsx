import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { isLive, ticketStates } from '../../tickets/rules.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { PriorityStatus } from '../parts/ticket/PriorityStatus.tsx'
import { TicketStatus } from '../parts/ticket/TicketStatus.tsx'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row } from '../ui/Row.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import classes from './ticket.module.css'

const shownMax = 6

type Of = { trajectory: string } | { set: string }

/** The last tickets of a trajectory or a set, the newest first. */
export function TicketsPanel({ of }: { of: Of }) {
  const { roles } = useMe()
  return mayDo(roles, 'seeTickets') ? <Tickets of={of} /> : null
}

function Tickets({ of }: { of: Of }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const code = 'trajectory' in of ? of.trajectory : of.set
  const { data, error, refetch } = useQuery({
    queryKey: ['tickets-of', code],
    queryFn: ({ signal }) =>
      'trajectory' in of
        ? ask('/api/trajectories/:code/tickets', { code }, {}, signal)
        : ask('/api/sets/:label/tickets', { label: code }, {}, signal),
  })
  return (
    <Panel id="tickets" title={t('oneTicket.list.title')}>
      {error && <Refused what={t('oneTicket.list.failed')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={2} />}
      {data?.rows.length === 0 && <p className={ui.soft}>{t('oneTicket.list.none')}</p>}
      <ul className={classes.items}>
        {data?.rows.slice(0, shownMax).map(row => (
          <Line key={row.no} row={row} />
        ))}
      </ul>
      <Row>
        {data && data.rows.length > shownMax && (
          <Link to="/tickets" search={{ q: code, state: ticketStates.join(',') }}>
            {t('oneTicket.list.all')}
          </Link>
        )}
        {mayDo(roles, 'openTickets') && (
          <Link to="/tickets/new" search={{ of: code }}>
            {t('oneTicket.list.add')}
          </Link>
        )}
      </Row>
    </Panel>
  )
}

function Line({ row }: { row: TicketRow }) {
  const symptom = useSymptomWords()
  return (
    <li>
      <Link to="/tickets/$no" params={{ no: String(row.no) }} search={{}}>
        {symptom(row)}
      </Link>
      <PriorityStatus priority={row.priority} isOver={!isLive(row.state) || row.state === 'resolved'} />
      <TicketStatus ticket={row} />
      <span className={ui.soft}>
        <Moment at={row.openedAt} ago="alone" />
      </span>
    </li>
  )
}
