import { IconEye } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TicketDetail } from '../../tickets/api.ts'
import { isLive } from '../../tickets/rules.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { PriorityStatus } from '../parts/ticket/PriorityStatus.tsx'
import { TicketStatus } from '../parts/ticket/TicketStatus.tsx'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { useNow } from '../ui/clock.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats, useMoments } from '../ui/useTexts.ts'
import classes from './ticket.module.css'

const grainMs = 15_000

/** How urgent it is, whose, how far, and since when; who looks too. */
export function Strip({ ticket: detail }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const owner = useOwnerWords()
  const { roles } = useMe()
  const { ticket, incident } = detail
  const { no, priority, state, lesson, source, channel, openedAt, trajectory, symptom } = ticket
  const isOver = !isLive(state) || state === 'resolved'
  return (
    <>
      <p className={classes.strip}>
        <PriorityStatus priority={priority} isOver={isOver} />
        <TicketStatus ticket={ticket} />
        <span>{t('oneTicket.owner', { who: owner(ticket.owner) })}</span>
        {lesson && <LessonStatus lesson={lesson} />}
        {incident !== null && symptom.startsWith('storm_') && mayDo(roles, 'seeIncidents') && (
          <Link to="/incidents/$id" params={{ id: incident }} search={{}}>
            {t('oneTicket.toIncident')}
          </Link>
        )}
        {trajectory && (
          <Link to="/trajectories/$code" params={{ code: trajectory }}>
            {t('oneTicket.toTrajectory', { code: trajectory })}
          </Link>
        )}
      </p>
      <p className={`${classes.strip} ${ui.soft}`}>
        <span>{t('ticket.number', { no })}</span>
        <span>
          {channel === null
            ? t('oneTicket.told', { source: t(`ticket.source.${source}`) })
            : t('oneTicket.toldBy', {
                source: t(`ticket.source.${source}`),
                channel: t(`ticket.channel.${channel}`),
              })}{' '}
          <Moment at={openedAt} />
        </span>
        <Due ticket={detail} />
        <Waits ticket={detail} />
        {detail.lostMinutes !== null && (
          <span>{t('oneTicket.lost', { count: Math.round(detail.lostMinutes) })}</span>
        )}
      </p>
      <Viewers ticket={detail} />
    </>
  )
}

function Due({ ticket: { ticket } }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const moments = useMoments()
  const now = useNow(grainMs)
  const { dueAt } = ticket
  if (dueAt === null) return null
  const isOver = dueAt <= now
  return (
    <span className={isOver ? classes.over : undefined}>
      {t(isOver ? 'oneTicket.dueOver' : 'oneTicket.due', { time: moments.when(dueAt, now) })}
    </span>
  )
}

function Waits({ ticket: { ticket, waitingReference } }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const moments = useMoments()
  const now = useNow(grainMs)
  const { plannedFor, waitingParty } = ticket
  return (
    <>
      {plannedFor !== null && (
        <span>{t('oneTicket.plannedFor', { when: moments.when(plannedFor, now) })}</span>
      )}
      {waitingParty !== null && (
        <span>
          {t('oneTicket.waitsFor', { party: t(`oneTicket.party.${waitingParty}`) })}{' '}
          {waitingReference !== null && <code>{waitingReference}</code>}
        </span>
      )}
    </>
  )
}

/** Colleagues who have it on screen too, by first name. */
function Viewers({ ticket: { viewers } }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account } = useMe()
  const names = viewers
    .filter(viewer => viewer.account !== account.id)
    .map(({ firstName }) => firstName || t('ticket.somebody'))
  return (
    <div role="status">
      {names.length > 0 && (
        <Status tone="plain" icon={IconEye}>
          {t('oneTicket.looks', { count: names.length, names: formats.all(names) })}
        </Status>
      )}
    </div>
  )
}
