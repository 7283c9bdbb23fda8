import {
  IconArrowMerge,
  IconCalendarEvent,
  IconCircleCheck,
  IconCircleCheckFilled,
  IconCircleDot,
  IconHourglass,
  IconLock,
  IconMailQuestion,
  IconTool,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../../tickets/api.ts'
import type { TicketState } from '../../../tickets/rules.ts'
import { Status, type StatusLook } from '../../ui/Status.tsx'

const looks: Record<TicketState, StatusLook> = {
  new: { tone: 'plain', icon: IconCircleDot },
  open: { tone: 'plain', icon: IconTool },
  waiting_user: { tone: 'plain', icon: IconMailQuestion },
  waiting_third_party: { tone: 'plain', icon: IconHourglass },
  planned: { tone: 'plain', icon: IconCalendarEvent },
  resolved: { tone: 'plain', icon: IconCircleCheck },
  closed: { tone: 'plain', icon: IconLock },
  merged: { tone: 'plain', icon: IconArrowMerge },
  cancelled: { tone: 'plain', icon: IconX },
}

/** How far it is; that it works again while somebody is on it comes first. */
export function TicketStatus({
  ticket: { state, healedAt },
}: {
  ticket: Pick<TicketRow, 'state' | 'healedAt'>
}) {
  const { t } = useTranslation()
  if (healedAt !== null && state !== 'resolved' && state !== 'closed')
    return (
      <Status tone="mended" icon={IconCircleCheckFilled}>
        {t('ticket.healed')}
      </Status>
    )
  return <Status {...looks[state]}>{t(`ticket.state.${state}`)}</Status>
}
