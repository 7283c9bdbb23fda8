import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Beside as One, TicketDetail } from '../../tickets/api.ts'
import { isLive } from '../../tickets/rules.ts'
import { PriorityStatus } from '../parts/ticket/PriorityStatus.tsx'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import classes from './ticket.module.css'

/** Other tickets that have to do with it; nothing when there are none. */
export function Beside({ ticket: { mergedInto, earlier, tookIn, linked } }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const numbers = [
    { says: t('oneTicket.beside.merged'), no: mergedInto },
    { says: t('oneTicket.beside.earlier'), no: earlier },
  ]
  const all = [
    ...tookIn.map(one => ({ says: t('oneTicket.beside.tookIn'), one })),
    ...linked.map(one => ({ says: t('oneTicket.beside.linked'), one })),
  ]
  if (all.length === 0 && mergedInto === null && earlier === null) return null
  return (
    <Panel id="beside" title={t('oneTicket.beside.title')}>
      <ul className={classes.items}>
        {numbers.map(
          ({ says, no }) =>
            no !== null && (
              <li key={says}>
                <span className={ui.soft}>{says}</span>
                <TicketLink no={no} />
              </li>
            ),
        )}
        {all.map(({ says, one }) => (
          <li key={`${says} ${one.no}`}>
            <span className={ui.soft}>{says}</span>
            <OneBeside one={one} />
            <TicketLink no={one.no} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function OneBeside({ one: { priority, state, symptom } }: { one: One }) {
  const says = useSymptomWords()
  return (
    <>
      <PriorityStatus priority={priority} isOver={!isLive(state) || state === 'resolved'} />
      <span>{says({ symptom })}</span>
    </>
  )
}

function TicketLink({ no }: { no: number }) {
  const { t } = useTranslation()
  return (
    <Link to="/tickets/$no" params={{ no: String(no) }} search={{}}>
      {t('ticket.number', { no })}
    </Link>
  )
}
