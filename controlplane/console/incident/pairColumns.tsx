import { IconArrowBackUp, IconLogout2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { StormPair } from '../../signals/storm/api.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { presenceLooks } from '../parts/PresenceStatus.tsx'
import { SaidStatus } from '../parts/SaidStatus.tsx'
import { useLessonMinutes } from '../parts/useLessonMinutes.ts'
import { IconButton } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import type { Column } from '../ui/columns.ts'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useMoments } from '../ui/useTexts.ts'
import type { nl } from './nl.ts'

type Says = {
  t: TFunction
  owner: (owner: { account: string; firstName: string } | null) => string
  /** All are of one school, which the sentence names. */
  isOnePlace: boolean
  /** Undefined: the person may not, or it is over. */
  move: ((pair: StormPair) => void) | undefined
}
type Name = keyof (typeof nl)['incident']['pairs']['columns']

/** As wide as the longest words of either language; only the school may be cut. */
const widths: Record<Name, string> = {
  who: '7.25rem',
  place: 'minmax(7rem, 1fr)',
  said: '14rem',
  lesson: '9.75rem',
  home: '8.5rem',
  school: '8.5rem',
  ticket: '7.25rem',
  told: '6rem',
  move: '3.25rem',
}
const grainMs = 15_000

/** Columns in the order in which a technician asks. */
export function pairColumns({ t, owner, isOnePlace, move }: Says): Column<StormPair>[] {
  const column = (id: Name, cell: Column<StormPair>['cell']): Column<StormPair> => {
    const width = isOnePlace && id === 'who' ? `minmax(${widths.who}, 1fr)` : widths[id]
    return { id, head: t(`incident.pairs.columns.${id}`), width, cell }
  }
  const all = [
    column('who', pair => (
      <Link to="/trajectories/$code" params={{ code: pair.trajectory }} data-row>
        <code>{pair.trajectory}</code>
      </Link>
    )),
    ...(isOnePlace ? [] : [column('place', ({ place }) => placeSays(place))]),
    column('said', pair => <Said pair={pair} />),
    column('lesson', pair => <Lesson pair={pair} />),
    column('home', pair => <Sides pair={pair} side="home" />),
    column('school', pair => <Sides pair={pair} side="school" />),
    column('ticket', ({ ticket }) =>
      ticket ? (
        <Link
          to="/tickets/$no"
          params={{ no: String(ticket.no) }}
          search={{}}
          title={t('incident.pairs.ticketOf', { who: owner(ticket.owner) })}
        >
          {t('ticket.number', { no: ticket.no })}
        </Link>
      ) : (
        <None />
      ),
    ),
    column('told', pair => <Told pair={pair} />),
  ]
  if (!move) return all
  const moving = column('move', pair => (
    <IconButton
      icon={pair.isMovedIn === false ? IconArrowBackUp : IconLogout2}
      label={t(pair.isMovedIn === false ? 'incident.move.backOf' : 'incident.move.outOf', {
        code: pair.trajectory,
      })}
      onClick={() => move(pair)}
    />
  ))
  return [...all, moving]
}

function placeSays(place: StormPair['place']) {
  const says = [place?.name, place?.municipality].filter(Boolean).join(', ') || place?.code
  return says ? <span title={says}>{says}</span> : <None />
}

/** The storm explains it: no line asks for somebody by itself. */
function Said({ pair }: { pair: StormPair }) {
  const { t } = useTranslation()
  const { verdict, isMovedIn } = pair
  if (isMovedIn === false) return <span className={ui.soft}>{t('incident.pairs.out')}</span>
  if (verdict === null) return <None />
  return <SaidStatus said={verdict} tone={verdict.verdict === 'unknown' ? undefined : 'plain'} />
}

/** The minutes that are left, else when the next lesson begins. */
function Lesson({ pair: { lesson, nextLesson } }: { pair: StormPair }) {
  const { t } = useTranslation()
  const moments = useMoments()
  const now = useNow(grainMs)
  const minutes = useLessonMinutes(lesson)
  if (minutes !== undefined) return minutes
  if (lesson?.status === 'lesson') return <LessonStatus lesson={lesson} />
  if (nextLesson !== null) return t('incident.pairs.next', { time: moments.when(nextLesson, now) })
  return lesson === null ? <None /> : <LessonStatus lesson={lesson} />
}

function Sides({ pair, side }: { pair: StormPair; side: 'home' | 'school' }) {
  const { t } = useTranslation()
  const moments = useMoments()
  const set = pair.sets.find(one => one.side === side)
  if (!set) return <None />
  const state = set.presence ?? 'unheard'
  const lost =
    set.lostAt === null ? '' : t('incident.pairs.lostAt', { time: moments.when(set.lostAt, set.lostAt) })
  return (
    <Link to="/sets/$label" params={{ label: set.set }} title={[set.set, lost].filter(Boolean).join(', ')}>
      <Status tone={state === 'unheard' ? 'unknown' : 'plain'} icon={presenceLooks[state].icon}>
        {t(state === 'unheard' ? 'incident.pairs.unheard' : `presence.${state}`)}
      </Status>
    </Link>
  )
}

/** The furthest that the last thing told came on any of its sets. */
function Told({ pair: { sets } }: { pair: StormPair }) {
  const { t } = useTranslation()
  const told = sets.flatMap(set => set.told ?? [])
  if (told.length === 0) return <None />
  const answer = told.find(one => one.answer !== null)?.answer
  if (answer) return t(`oneTicket.answer.${answer}`)
  if (told.some(({ seenAt }) => seenAt !== null)) return t('incident.pairs.told.seen')
  return t(
    told.some(({ shownAt }) => shownAt !== null) ? 'incident.pairs.told.shown' : 'incident.pairs.told.sent',
  )
}

function None() {
  return <span className={ui.soft}>–</span>
}
