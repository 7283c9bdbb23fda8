import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence as Frozen } from '../../tickets/evidence/rules.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useNow } from '../ui/clock.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useMoments } from '../ui/useTexts.ts'
import { EvidenceTable } from './EvidenceTable.tsx'
import type { SayFact } from './panels.ts'
import classes from './ticket.module.css'

const grainMs = 60_000

type Props = { no: string; at: number; fact: SayFact }

/** What both sides said when it began; asked for only once somebody opens it. */
export function Evidence({ no, at, fact }: Props) {
  const { t } = useTranslation()
  const moments = useMoments()
  const now = useNow(grainMs)
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['ticket-evidence', no],
    queryFn: ({ signal }) => ask('/api/tickets/:no/evidence', { no }, {}, signal),
    enabled: isOpen,
  })
  const frozen = data?.evidence.find(one => one.at === at)?.frozen as Frozen | undefined
  return (
    <details className={classes.evidence} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('oneTicket.evidence.title', { time: moments.when(at, now) })}</summary>
      {error && <Refused what={t('oneTicket.evidence.failed')} error={error} retry={() => void refetch()} />}
      {isOpen && !data && !error && <Skeleton rows={3} />}
      {frozen && (
        <>
          <p className={ui.soft}>{t('oneTicket.evidence.why')}</p>
          <EvidenceTable frozen={frozen} fact={fact} />
        </>
      )}
    </details>
  )
}
