import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision } from '../../signals/decision/api.ts'
import { ticketReasons } from '../../signals/incident/rules.ts'
import { type Priority, priorities } from '../../tickets/symptom/rules.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'
import classes from './ticket.module.css'

/** What was decided before somebody was called, the newest first; asked for once somebody opens it. */
export function Why({ no }: { no: string }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['ticket-why', no],
    queryFn: ({ signal }) => ask('/api/tickets/:no/decisions', { no }, {}, signal),
    enabled: isOpen,
  })
  if (!mayDo(roles, 'seeIncidents')) return null
  return (
    <details className={classes.evidence} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('oneTicket.why.title')}</summary>
      {error && <Refused what={t('oneTicket.why.failed')} error={error} retry={() => void refetch()} />}
      {isOpen && !data && !error && <Skeleton rows={3} />}
      {data?.rows.length === 0 && <p className={ui.soft}>{t('oneTicket.why.none')}</p>}
      {data && data.rows.length > 0 && (
        <Timeline
          happenings={data.rows.map(row => ({ key: row.id, at: row.at, says: <Decided row={row} /> }))}
        />
      )}
    </details>
  )
}

/** Of a signal what it is about and what it did; of what was made of it why it has a ticket, or none. */
function Decided({ row: { rule, what, about, detail } }: { row: Decision }) {
  const { t } = useTranslation()
  const prioritySays = usePriorityWords()
  const reason = ticketReasons.find(each => each === detail.reason)
  const severity = priorities.find((each): each is Priority => each === detail.severity)
  const parts = [
    rule && t(`ticket.symptom.${rule}`),
    t(`oneTicket.why.what.${what}`),
    rule === null && reason && t(`oneTicket.why.reason.${reason}`),
    rule === null && severity && prioritySays(severity),
  ]
  return (
    <span>
      {parts.filter(Boolean).join(' · ')} <code className={ui.soft}>{about}</code>
    </span>
  )
}
