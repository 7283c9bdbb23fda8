import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BoardPair } from '../../overview/board/api.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import { TicketActs } from './TicketActs.tsx'

type Props = {
  pair: BoardPair
  /** As people call who it is about. */
  about: string
  /** A person must look: whom to call is offered. */
  isAsking: boolean
}

/** Whom to call, and who has the ticket or may take it. */
export function PairActs({ pair: { trajectory, ticket }, about, isAsking }: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  return (
    <>
      {isAsking && mayDo(roles, 'seeContacts') && (
        <Link
          to="/trajectories/$code"
          params={{ code: trajectory }}
          hash="contacts"
          className={buttonLook()}
          aria-label={t('now.callOf', { about })}
        >
          {t('now.call')}
        </Link>
      )}
      {ticket && <TicketActs ticket={ticket} about={about} />}
    </>
  )
}
