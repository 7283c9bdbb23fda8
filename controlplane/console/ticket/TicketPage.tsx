import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TicketDetail } from '../../tickets/api.ts'
import { isMissing } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { usePageKeys } from '../session/pageKeys.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Beside } from './Beside.tsx'
import { Composer } from './Composer.tsx'
import { OpenForm } from './OpenForm.tsx'
import { Pair } from './Pair.tsx'
import type { TicketPanels } from './panels.ts'
import { Strip } from './Strip.tsx'
import { TimelinePanel } from './TimelinePanel.tsx'
import { ticketQuery } from './ticketQuery.ts'
import { useLooking } from './useLooking.ts'
import { useSentence } from './useSentence.ts'

export function TicketPage({ panels }: { panels: TicketPanels }) {
  const { no } = useParams({ from: '/tickets/$no' })
  return <Ticket key={no} no={no} panels={panels} />
}

function Ticket({ no, panels }: { no: string; panels: TicketPanels }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(ticketQuery(no))
  if (data) return <Found ticket={data} panels={panels} />
  if (isMissing(error)) return <NotThere no={no} />
  const name = t('oneTicket.title', { no })
  return (
    <Page name={name} headline={name}>
      {error ? (
        <Refused what={t('oneTicket.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={12} />
      )}
    </Page>
  )
}

/** Left what happened, right how both sides are; both stay in sight while one writes. */
function Found({ ticket, panels }: { ticket: TicketDetail; panels: TicketPanels }) {
  const { t } = useTranslation()
  const { no, state } = ticket.ticket
  useLooking(ticket)
  usePageKeys([{ key: 'b', says: t('oneTicket.act.contacts'), run: panels.showContacts }])
  const { says, who } = useSentence(ticket.ticket)
  return (
    <ObjectPage
      sentence={says}
      {...(who !== undefined && { whole: who })}
      name={`${t('oneTicket.title', { no })} · ${says}`}
      strip={
        <>
          <Strip ticket={ticket} />
          <OpenForm key={state} ticket={ticket} />
        </>
      }
      acts={panels.acts(ticket)}
    >
      <Columns split="wide">
        <div>
          <TimelinePanel ticket={ticket} fact={panels.fact} why={panels.why} />
          <Composer ticket={ticket} />
        </div>
        <div>
          <Pair ticket={ticket.ticket} />
          {panels.contacts(ticket)}
          <Beside ticket={ticket} />
        </div>
      </Columns>
    </ObjectPage>
  )
}

function NotThere({ no }: { no: string }) {
  const { t } = useTranslation()
  const says = t('oneTicket.missing', { no })
  return (
    <Page name={says} headline={says}>
      <Missing next={t('oneTicket.missingNext')}>
        <Link to="/tickets" search={{}} className={buttonLook()}>
          {t('oneTicket.toQueue')}
        </Link>
      </Missing>
    </Page>
  )
}
