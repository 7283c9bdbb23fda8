import { IconBuildingHospital, IconBuildingWarehouse, IconHome, IconSchool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LocationRow } from '../../overview/locations/api.ts'
import admin from '../ui/lists.module.css'
import { Status, type StatusLook } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

export const kindIcons: Record<LocationRow['kind'], StatusLook['icon']> = {
  school: IconSchool,
  home: IconHome,
  hospital: IconBuildingHospital,
  warehouse: IconBuildingWarehouse,
}

const columns = ['code', 'name', 'municipality', 'kind', 'level', 'bells', 'trajectories'] as const

export function PlacesTable({ rows, isOld }: { rows: readonly LocationRow[]; isOld: boolean }) {
  const { t } = useTranslation()
  return (
    <table
      aria-label={t('places.table')}
      aria-busy={isOld}
      className={`${admin.table} ${isOld ? admin.old : ''}`}
    >
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col" className={column === 'trajectories' ? admin.number : undefined}>
              {t(`places.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.code} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: LocationRow }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { code, kind, name, municipality, level, hasBells, trajectories } = row
  return (
    <tr>
      <td>
        <Link to="/locations/$code" params={{ code }} className={admin.open} data-row>
          <code>{code}</code>
        </Link>
      </td>
      <td>{name}</td>
      <td>{municipality}</td>
      <td className={admin.beside}>
        <Status tone="plain" icon={kindIcons[kind]}>
          {t(`places.kind.${kind}`)}
        </Status>
      </td>
      <td className={admin.beside}>{level && t(`places.level.${level}`)}</td>
      <td className={admin.beside}>
        {kind === 'school' && (
          <>
            <span className={admin.label}>{t('places.columns.bells')} </span>
            <span className={ui.soft}>{hasBells ? t('places.hasBells') : t('places.noBells')}</span>
          </>
        )}
      </td>
      <td className={`${admin.number} ${admin.beside}`}>
        <span className={admin.label}>{t('places.columns.trajectories')} </span>
        <span className={trajectories === 0 ? ui.soft : undefined}>{formats.number(trajectories)}</span>
      </td>
    </tr>
  )
}
