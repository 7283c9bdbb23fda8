import { IconCircleCheck, IconEye, IconEyeOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../signals/incident/api.ts'
import type { StormPairs } from '../../signals/storm/api.ts'
import { PriorityStatus } from '../parts/ticket/PriorityStatus.tsx'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats, useMoments } from '../ui/useTexts.ts'
import classes from './incident.module.css'

/** How urgent, who looks, since when, how much lesson it may cost, and its ticket. */
export function Strip({ detail, pairs }: { detail: IncidentDetail; pairs: StormPairs | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { roles } = useMe()
  const { incident } = detail
  const { severity, openedAt, resolvedAt, ticket, suppressedBy, place } = incident
  const risk = resolvedAt === null ? Math.round(pairs?.minutesAtRisk ?? 0) : 0
  return (
    <p className={classes.strip}>
      {severity !== null && <PriorityStatus priority={severity} isOver={resolvedAt !== null} />}
      <Who detail={detail} />
      <span>
        {t('incident.since')} <Moment at={openedAt} />
      </span>
      {resolvedAt !== null && (
        <span>
          {t('incident.until')} <Moment at={resolvedAt} ago="none" />
        </span>
      )}
      {risk > 0 && <strong>{t('incident.risk', { count: risk, number: formats.number(risk) })}</strong>}
      {ticket !== null &&
        (mayDo(roles, 'seeTickets') ? (
          <Link to="/tickets/$no" params={{ no: String(ticket) }} search={{}}>
            {t('ticket.number', { no: ticket })}
          </Link>
        ) : (
          <span>{t('ticket.number', { no: ticket })}</span>
        ))}
      {place && (
        <Link to="/locations/$code" params={{ code: place.code }}>
          {t('incident.toPlace')}
        </Link>
      )}
      <About detail={detail} />
      {suppressedBy !== null && (
        <span className={ui.soft}>
          {suppressedBy === 'platform'
            ? t('incident.partOfPlatform')
            : t('incident.partOf', { name: suppressedBy })}
        </span>
      )}
    </p>
  )
}

function Who({ detail: { incident } }: { detail: IncidentDetail }) {
  const { t } = useTranslation()
  const moments = useMoments()
  const ownerSays = useOwnerWords()
  const { state, owner, acknowledgedUntil } = incident
  if (state === 'resolved')
    return (
      <Status tone="plain" icon={IconCircleCheck}>
        {t('incident.state.resolved')}
      </Status>
    )
  if (state === 'open')
    return (
      <Status tone="plain" icon={IconEyeOff}>
        {t('incident.state.open')}
      </Status>
    )
  const until = acknowledgedUntil === null ? '' : moments.when(acknowledgedUntil, acknowledgedUntil)
  const who = owner === null ? t('ticket.somebody') : ownerSays(owner)
  return (
    <Status tone="plain" icon={IconEye}>
      {t(who === t('ticket.me') ? 'incident.state.mine' : 'incident.state.acknowledged', { who, until })}
    </Status>
  )
}

/** What it is about, where that is one thing with a page of its own. */
function About({ detail: { incident } }: { detail: IncidentDetail }) {
  const { kind, name } = incident.about
  if (kind === 'trajectory')
    return (
      <Link to="/trajectories/$code" params={{ code: name }}>
        <code>{name}</code>
      </Link>
    )
  if (kind === 'set')
    return (
      <Link to="/sets/$label" params={{ label: name }}>
        <code>{name}</code>
      </Link>
    )
  return null
}
