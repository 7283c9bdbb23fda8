import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TrajectoriesPage, TrajectoryRow } from '../../overview/trajectories/api.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { PhaseStatus } from '../parts/PhaseStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import ui from '../ui/ui.module.css'
import { useHeld } from '../ui/useHeld.ts'
import { sortable, type TrajectoriesAddress, withWords } from './address.ts'
import { Due } from './Due.tsx'
import { useHeldRows } from './heldRows.ts'
import classes from './trajectories.module.css'

const columns = ['code', 'place', 'level', 'phase', 'deadline', 'home', 'school', 'lesson'] as const

type Props = {
  address: TrajectoriesAddress
  page: TrajectoriesPage
  isOld: boolean
  change: (address: TrajectoriesAddress) => void
}

export function TrajectoriesTable({ address, page, isOld, change }: Props) {
  const { t } = useTranslation()
  const hold = useHeld()
  const { rows, changes, release } = useHeldRows(page.rows, JSON.stringify(address), hold.held)
  return (
    <div {...hold.region}>
      <table
        className={classes.table}
        aria-label={t('trajectories.table')}
        aria-busy={isOld}
        data-old={isOld}
      >
        <thead>
          <tr>
            {columns.map(column => (
              <Heading key={column} column={column} address={address} change={change} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row.code} row={row} />
          ))}
        </tbody>
      </table>
      <div role="status" className={classes.changes}>
        {changes > 0 && (
          <button type="button" className={ui.button} onClick={release}>
            {t('now.changes', { count: changes })}
          </button>
        )}
      </div>
    </div>
  )
}

type HeadingProps = Pick<Props, 'address' | 'change'> & { column: (typeof columns)[number] }

function Heading({ column, address, change }: HeadingProps) {
  const { t } = useTranslation()
  const says = t(`trajectories.columns.${column}`)
  const sort = sortable.find(sort => sort === column)
  if (!sort)
    return (
      <th scope="col" data-column={column}>
        {says}
      </th>
    )
  const isSorted = (address.sort ?? 'code') === sort
  const isDown = isSorted && address.direction === 'down'
  const Arrow = isDown ? IconArrowDown : IconArrowUp
  const turn = { sort, direction: isSorted && !isDown ? 'down' : undefined }
  return (
    <th
      scope="col"
      data-column={column}
      aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => change(withWords(address, turn))}>
        {says}
        {isSorted && <Arrow size={14} aria-hidden />}
      </button>
    </th>
  )
}

function Row({ row }: { row: TrajectoryRow }) {
  const { t } = useTranslation()
  return (
    <tr>
      <td data-column="code">
        <Link to="/trajectories/$code" params={{ code: row.code }} data-row className={classes.open}>
          <code>{row.code}</code>
        </Link>
      </td>
      <td data-column="place">
        <span className={classes.place}>{placeOf(row.school) || <None />}</span>
        {row.foundBy && <span className={classes.found}>{t(`trajectories.foundBy.${row.foundBy}`)}</span>}
      </td>
      <td data-column="level">{row.level ? t(`places.level.${row.level}`) : <None />}</td>
      <td data-column="phase">
        <PhaseStatus phase={row.phase} />
      </td>
      <td data-column="deadline">{row.deadline ? <Due deadline={row.deadline} /> : <None />}</td>
      <Side side={row.home} kind="home" />
      <Side side={row.school} kind="school" />
      <td data-column="lesson">
        {row.hasTimetable || row.lesson?.status === 'lesson' ? (
          <LessonStatus lesson={row.lesson} />
        ) : (
          <span className={ui.soft}>{t('trajectories.noTimetable')}</span>
        )}
      </td>
    </tr>
  )
}

function placeOf({ place }: TrajectoryRow['school']): string {
  return [place?.name, place?.municipality].filter(Boolean).join(', ') || (place?.code ?? '')
}

type SideProps = { side: TrajectoryRow['home']; kind: 'home' | 'school' }

function Side({ side, kind }: SideProps) {
  const { t } = useTranslation()
  return (
    <td data-column={kind}>
      <span className={classes.label}>{t(`trajectories.columns.${kind}`)} </span>
      {side.set === null ? (
        <span className={ui.soft}>{t('trajectories.noSet')}</span>
      ) : (
        <Link to="/sets/$label" params={{ label: side.set }} className={classes.above} title={side.set}>
          <PresenceStatus state={side.presence} />
        </Link>
      )}
    </td>
  )
}

/** Nothing is known to be there: not the same as unknown. */
function None() {
  return <span className={ui.soft}>–</span>
}
