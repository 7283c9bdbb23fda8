import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryRow } from '../../overview/trajectories/api.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { PhaseStatus } from '../parts/PhaseStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Changes } from '../ui/Changes.tsx'
import type { Column } from '../ui/columns.ts'
import { useHeldRows } from '../ui/heldRows.ts'
import { Table } from '../ui/Table.tsx'
import ui from '../ui/ui.module.css'
import { sortable, type TrajectoriesAddress, withWords } from './address.ts'
import { Due } from './Due.tsx'
import type { LoadedTrajectories } from './useTrajectories.ts'

const widths = {
  code: '7.5rem',
  place: 'minmax(11rem, 1fr)',
  level: '7.5rem',
  phase: '9.75rem',
  deadline: '10.75rem',
  home: '9.5rem',
  school: '9.5rem',
  lesson: '10.5rem',
} as const

type Props = {
  address: TrajectoriesAddress
  loaded: LoadedTrajectories
  isOld: boolean
  seen: (first: number, last: number) => void
  change: (address: TrajectoriesAddress) => void
}

export function TrajectoriesTable({ address, loaded, isOld, seen, change }: Props) {
  const { t } = useTranslation()
  const columns = useMemo(() => columnsOf(t), [t])
  const { rows, total, changes, release, region } = useHeldRows(loaded, ({ code }) => code)
  const turn = (by: string, isDown: boolean) => {
    const sort = sortable.find(sort => sort === by)
    change(withWords(address, { sort, direction: isDown ? 'down' : undefined }))
  }
  return (
    <div {...region}>
      <Table
        label={t('trajectories.table')}
        columns={columns}
        rows={rows}
        total={total}
        idOf={({ code }) => code}
        isOld={isOld}
        seen={seen}
        sorting={{ by: address.sort ?? 'code', isDown: address.direction === 'down', turn }}
      />
      <Changes count={changes} says={t('now.changes', { count: changes })} release={release} />
    </div>
  )
}

function columnsOf(t: TFunction): Column<TrajectoryRow>[] {
  const column = (id: keyof typeof widths, cell: Column<TrajectoryRow>['cell']) => ({
    id,
    head: t(`trajectories.columns.${id}`),
    width: widths[id],
    isSortable: sortable.some(sort => sort === id),
    cell,
  })
  return [
    column('code', ({ code }) => (
      <Link to="/trajectories/$code" params={{ code }} data-row>
        <code>{code}</code>
      </Link>
    )),
    column('place', row => <Place row={row} />),
    column('level', ({ level }) => (level ? <Level says={t(`places.level.${level}`)} /> : <None />)),
    column('phase', ({ phase }) => <PhaseStatus phase={phase} />),
    column('deadline', ({ deadline }) => (deadline ? <Due deadline={deadline} /> : <None />)),
    column('home', ({ home }) => <Side side={home} />),
    column('school', ({ school }) => <Side side={school} />),
    column('lesson', row =>
      row.hasTimetable || row.lesson?.status === 'lesson' ? (
        <LessonStatus lesson={row.lesson} />
      ) : (
        <span className={ui.soft}>{t('trajectories.noTimetable')}</span>
      ),
    ),
  ]
}

const Level = ({ says }: { says: string }) => <span title={says}>{says}</span>

/** The school; how it was found comes first, because that is why the row is there. */
function Place({ row: { school, foundBy } }: { row: TrajectoryRow }) {
  const { t } = useTranslation()
  const place = placeOf(school)
  return (
    <span title={place}>
      {foundBy && <span className={ui.soft}>{t(`trajectories.foundBy.${foundBy}`)} · </span>}
      {place || <None />}
    </span>
  )
}

function placeOf({ place }: TrajectoryRow['school']): string {
  return [place?.name, place?.municipality].filter(Boolean).join(', ') || (place?.code ?? '')
}

function Side({ side }: { side: TrajectoryRow['home'] }) {
  const { t } = useTranslation()
  if (side.set === null) return <span className={ui.soft}>{t('trajectories.noSet')}</span>
  return (
    <Link to="/sets/$label" params={{ label: side.set }} title={side.set}>
      <PresenceStatus state={side.presence} />
    </Link>
  )
}

/** Nothing is known to be there: not the same as unknown. */
function None() {
  return <span className={ui.soft}>–</span>
}
