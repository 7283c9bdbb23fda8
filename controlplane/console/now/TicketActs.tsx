import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BoardTicket } from '../../overview/board/api.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import classes from './now.module.css'
import { placeIdOf, useTake } from './useTake.ts'

type Props = {
  ticket: BoardTicket
  /** What it is about, as people call it. */
  about: string
}

/** Who has the ticket; as long as nobody does, who may takes it. */
export function TicketActs({ ticket, about }: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const take = useTake(ticket)
  if (ticket.owner === null && ticket.state === 'new' && mayDo(roles, 'workTickets'))
    return (
      <Button
        id={placeIdOf(ticket.no)}
        disabled={take.isPending}
        aria-label={t('now.ticket.takeOf', { no: ticket.no, about })}
        onClick={() => take.mutate()}
      >
        {t('now.ticket.take')}
      </Button>
    )
  return <Owner ticket={ticket} />
}

/** The page of a ticket, where the console has one. */
const ticketPage = '/tickets/'

/** Leads to the ticket, for who may see it. */
function Owner({ ticket: { no, owner } }: Pick<Props, 'ticket'>) {
  const { t } = useTranslation()
  const { account, roles } = useMe()
  const { routesByPath } = useRouter()
  const name =
    owner === null
      ? t('now.ticket.nobody')
      : owner.account === account.id
        ? t('now.ticket.me')
        : owner.firstName || t('now.ticket.somebody')
  const says = (
    <>
      {name}
      <span className={ui.hidden}> {t('now.ticket.no', { no })}</span>
    </>
  )
  const common = { id: placeIdOf(no), className: classes.owner, children: says }
  if (!mayDo(roles, 'seeTickets') || !(`${ticketPage}$no` in routesByPath))
    return <span tabIndex={-1} {...common} />
  const to: string = `${ticketPage}${no}`
  return <Link to={to} {...common} />
}
