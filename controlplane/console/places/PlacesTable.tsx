import { IconBuildingHospital, IconBuildingWarehouse, IconHome, IconSchool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationRow } from '../../overview/locations/api.ts'
import type { Column } from '../ui/columns.ts'
import type { Formats } from '../ui/formats.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import type { nl } from './nl.ts'

export const kindIcons: Record<LocationRow['kind'], StatusLook['icon']> = {
  school: IconSchool,
  home: IconHome,
  hospital: IconBuildingHospital,
  warehouse: IconBuildingWarehouse,
}

type Props = {
  rows: ReadonlyMap<number, LocationRow>
  total: number
  isOld: boolean
  seen: (first: number, last: number) => void
}

export function PlacesTable(props: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo(() => columnsOf(t, formats), [t, formats])
  return <Table label={t('places.table')} columns={columns} idOf={({ code }) => code} {...props} />
}

function columnsOf(t: TFunction, formats: Formats): Column<LocationRow>[] {
  const head = (id: keyof (typeof nl)['places']['columns']) => ({ id, head: t(`places.columns.${id}`) })
  return [
    {
      ...head('code'),
      width: '8.5rem',
      cell: ({ code }) => (
        <Link to="/locations/$code" params={{ code }} data-row>
          <code>{code}</code>
        </Link>
      ),
    },
    {
      ...head('name'),
      width: 'minmax(14rem, 1fr)',
      cell: ({ name }) => <span title={name ?? undefined}>{name}</span>,
    },
    { ...head('municipality'), width: '10rem', cell: ({ municipality }) => municipality },
    {
      ...head('kind'),
      width: '9rem',
      cell: ({ kind }) => (
        <Status tone="plain" icon={kindIcons[kind]}>
          {t(`places.kind.${kind}`)}
        </Status>
      ),
    },
    { ...head('level'), width: '12rem', cell: ({ level }) => level && t(`places.level.${level}`) },
    {
      ...head('bells'),
      width: '9rem',
      cell: ({ kind, hasBells }) =>
        kind === 'school' && (
          <span className={ui.soft}>{hasBells ? t('places.hasBells') : t('places.noBells')}</span>
        ),
    },
    {
      ...head('trajectories'),
      width: '7rem',
      isNumber: true,
      cell: ({ trajectories }) => (
        <span className={trajectories === 0 ? ui.soft : undefined}>{formats.number(trajectories)}</span>
      ),
    },
  ]
}
