import {
  IconBell,
  IconBellRinging,
  IconCircleCheck,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconHourglass,
  IconLifebuoy,
  IconLink,
  IconLock,
  IconMessage,
  IconMessageReply,
  IconNote,
  IconPhone,
  IconTrendingDown,
  IconTrendingUp,
  IconUser,
  IconUserOff,
  IconX,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TicketEntry, TicketRow } from '../../tickets/api.ts'
import type { Icon } from '../ui/Status.tsx'
import classes from './ticket.module.css'
import { useEntryWords } from './useEntryWords.ts'

const icons: Record<TicketEntry['kind'], Icon> = {
  opened: IconBell,
  joined: IconBell,
  raised: IconTrendingUp,
  lowered: IconTrendingDown,
  claimed: IconUser,
  released: IconUserOff,
  asked: IconHourglass,
  told: IconMessage,
  answered: IconMessageReply,
  alarmed: IconBellRinging,
  waiting: IconHourglass,
  planned: IconHourglass,
  woken: IconBell,
  resolved: IconCircleCheck,
  reopened: IconBell,
  closed: IconLock,
  cancelled: IconX,
  merged: IconLink,
  took_in: IconLink,
  linked: IconLink,
  healed: IconCircleCheckFilled,
  unhealed: IconCircleXFilled,
  called: IconPhone,
  noted: IconNote,
  pressed: IconLifebuoy,
}

/** One thing that happened: who did what, and what somebody wrote. */
export function Entry({ entry, source }: { entry: TicketEntry; source: TicketRow['source'] }) {
  const { t } = useTranslation()
  const says = useEntryWords()(entry, source)
  const Icon = icons[entry.kind]
  const other = otherOf(entry)
  return (
    <div className={classes.entry}>
      <Icon size={16} aria-hidden />
      <div>
        {says}
        {other !== undefined && (
          <>
            {' '}
            <Link to="/tickets/$no" params={{ no: other }} search={{}}>
              {t('ticket.number', { no: other })}
            </Link>
          </>
        )}
        {entry.kind === 'noted' && <p className={classes.note}>{entry.note ?? t('oneTicket.by.noteGone')}</p>}
      </div>
    </div>
  )
}

/** The number of the other ticket that it is about. */
function otherOf({ kind, detail }: TicketEntry): string | undefined {
  const no = { merged: detail.into, took_in: detail.from, linked: detail.to }[kind as 'merged']
  return typeof no === 'number' ? String(no) : undefined
}
