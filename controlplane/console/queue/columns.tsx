import { IconBookFilled, IconClock, IconHandGrab } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { PriorityStatus } from '../parts/ticket/PriorityStatus.tsx'
import { TicketStatus } from '../parts/ticket/TicketStatus.tsx'
import { useLessonMinutes } from '../parts/useLessonMinutes.ts'
import { IconButton } from '../ui/Button.tsx'
import type { Column } from '../ui/columns.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import type { nl } from './nl.ts'
import classes from './queue.module.css'

type Says = {
  t: TFunction
  /** First name and class by the code of a trajectory, of who may be named. */
  children: ReadonlyMap<string, string>
  symptom: (row: TicketRow) => string
  owner: (owner: TicketRow['owner']) => string
  /** Undefined: the person may not. */
  claim: ((no: number) => void) | undefined
}

/** The helpdesk is to do something: what waits for an answer or works again is calm, however urgent it was. */
const asksNow = ({ state, healedAt }: TicketRow) => healedAt === null && (state === 'new' || state === 'open')

/** As wide as the longest words of either language; only what is seen and the place may be cut. */
const widths: Record<keyof (typeof nl)['queue']['columns'], string> = {
  priority: '7.25rem',
  symptom: 'minmax(11rem, 1.5fr)',
  lesson: '8.5rem',
  child: '7.5rem',
  place: 'minmax(6.5rem, 1fr)',
  state: '11rem',
  owner: '7rem',
  source: '6.5rem',
  age: '7.5rem',
}

/** Columns in the order in which a technician looks. */
export function columnsOf({ t, children, symptom, owner, claim }: Says): Column<TicketRow>[] {
  const column = (id: keyof (typeof nl)['queue']['columns'], cell: Column<TicketRow>['cell']) => ({
    id,
    head: t(`queue.columns.${id}`),
    width: widths[id],
    cell,
  })
  const childOf = ({ trajectory }: TicketRow) => trajectory && children.get(trajectory)
  return [
    column('priority', row => (
      <Link to="/tickets/$no" params={{ no: String(row.no) }} search={{}} data-row data-no={row.no}>
        <PriorityStatus priority={row.priority} isOver={!asksNow(row)} />
        <span className={ui.hidden}>
          {' '}
          {t('ticket.number', { no: row.no })}: {symptom(row)}
        </span>
      </Link>
    )),
    column('symptom', row => (
      <span title={`${t('ticket.number', { no: row.no })}: ${symptom(row)}`}>{symptom(row)}</span>
    )),
    column('lesson', ({ lesson }) => <Lesson lesson={lesson} />),
    column('child', row =>
      childOf(row) ? (
        <span className={classes.child}>{childOf(row)}</span>
      ) : row.trajectory || row.set ? (
        <code>{row.trajectory ?? row.set}</code>
      ) : (
        <None />
      ),
    ),
    column('place', row => <Place row={row} />),
    column('state', row => <TicketStatus ticket={row} />),
    column('owner', row => (
      <span className={classes.owner}>
        <span className={row.owner === null ? ui.soft : undefined}>{owner(row.owner)}</span>
        {claim && row.state === 'new' && (
          <IconButton
            icon={IconHandGrab}
            label={t('queue.claim', { no: row.no })}
            onClick={() => claim(row.no)}
          />
        )}
      </span>
    )),
    column('source', ({ source }) => t(`ticket.source.${source}`)),
    column('age', ({ openedAt }) => <Moment at={openedAt} ago="alone" />),
  ]
}

/** The minutes that are left say more than when it ends; outside lessons what the day is. */
function Lesson({ lesson }: Pick<TicketRow, 'lesson'>) {
  const { t } = useTranslation()
  const minutes = useLessonMinutes(lesson)
  if (lesson === null) return <None />
  if (minutes === undefined) return <LessonStatus lesson={lesson} />
  const isOn = lesson.status === 'lesson'
  return (
    <Status tone="plain" icon={isOn ? IconBookFilled : IconClock}>
      {t(isOn ? 'queue.left' : 'queue.soon', { minutes })}
    </Status>
  )
}

function Place({ row: { place } }: { row: TicketRow }) {
  const says = [place?.name, place?.municipality].filter(Boolean).join(', ') || place?.code
  return says ? <span title={says}>{says}</span> : <None />
}

/** Nothing is known to be there: not the same as unknown. */
function None() {
  return <span className={ui.soft}>–</span>
}
