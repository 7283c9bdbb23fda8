import { IconFlask, IconHelpHexagonFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { SetRow } from '../../overview/sets/api.ts'
import { CameraStatus } from '../parts/CameraStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import type { Column } from '../ui/columns.ts'
import type { Formats } from '../ui/formats.ts'
import { Moment } from '../ui/Moment.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { sortable } from './address.ts'
import type { nl } from './nl.ts'
import classes from './sets.module.css'

/** As wide as the longest words of either language, so that at 1,440 px nothing but the name of a place is cut. */
const widths: Record<keyof (typeof nl)['sets']['columns'], string> = {
  label: '7rem',
  kind: '4.75rem',
  presence: '12rem',
  heard: '9.5rem',
  camera: '8.875rem',
  trajectory: '6.875rem',
  place: 'minmax(7.25rem, 1fr)',
  interface: '7.125rem',
  line: '11.25rem',
}

/** Columns in order; the ids of those that sort are the words of the contract. */
export function columnsOf(t: TFunction, formats: Formats): Column<SetRow>[] {
  const column = (id: keyof (typeof nl)['sets']['columns'], cell: Column<SetRow>['cell']) => ({
    id,
    head: t(`sets.columns.${id}`),
    width: widths[id],
    isSortable: sorts(id),
    isNumber: id === 'line',
    cell,
  })
  return [
    column('label', set => (
      <LabelCell row={set} simulated={t('simulated')} questioned={t('sets.words.device.questioned')} />
    )),
    column('kind', set => t(`kind.${set.kind}`)),
    column('presence', set => <PresenceStatus state={set.presence} />),
    column('heard', set => (set.heardAt === null ? <None /> : <Moment at={set.heardAt} ago="alone" />)),
    column('camera', set => <CameraStatus state={set.camera} />),
    column('trajectory', set => (set.trajectory ? <code>{set.trajectory}</code> : <None />)),
    column('place', set => <PlaceCell row={set} />),
    column('interface', set => (set.interface ? t(`interface.${set.interface}`) : <Unknown />)),
    column('line', set => <LineCell row={set} formats={formats} />),
  ]
}

function sorts(id: string): boolean {
  return sortable.some(sort => sort === id)
}

type Marks = { simulated: string; questioned: string }

function LabelCell({ row, simulated, questioned }: { row: SetRow } & Marks) {
  return (
    <>
      <Link to="/sets/$label" params={{ label: row.label }} data-row>
        <code>{row.label}</code>
      </Link>
      {row.device === 'questioned' && (
        <span className={classes.questioned} title={questioned}>
          <IconHelpHexagonFilled size={14} aria-hidden />
          <span className={ui.hidden}>{questioned}</span>
        </span>
      )}
      {row.simulated && (
        <span className={ui.flask} title={simulated}>
          <IconFlask size={14} aria-hidden />
          <span className={ui.hidden}>{simulated}</span>
        </span>
      )}
    </>
  )
}

function PlaceCell({ row }: { row: SetRow }) {
  const place = [row.place?.name, row.place?.municipality].filter(Boolean).join(', ')
  return place === '' ? <None /> : <span title={place}>{place}</span>
}

function LineCell({ row: { rttMs, lossPercent }, formats }: { row: SetRow; formats: Formats }) {
  if (rttMs === null && lossPercent === null) return <Unknown />
  return (
    <span className={classes.line}>
      <span>{rttMs === null ? <Unknown /> : `${formats.number(rttMs)} ms`}</span>
      <span>{lossPercent === null ? <Unknown /> : `${formats.number(lossPercent, 1)} %`}</span>
    </span>
  )
}

/** Nothing is known to be there: not the same as unknown. */
function None() {
  return <span className={ui.soft}>–</span>
}
