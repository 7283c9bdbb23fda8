import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DeviceRow } from '../../overview/devices/api.ts'
import { DeviceStatus } from '../parts/DeviceStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { useNow } from '../ui/clock.ts'
import admin from '../ui/lists.module.css'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

const columns = ['label', 'kind', 'trajectory', 'device', 'presence', 'certificate', 'code'] as const
const weekMs = 7 * 86_400_000
const grainMs = 60_000

export function DevicesTable({ rows, isOld }: { rows: readonly DeviceRow[]; isOld: boolean }) {
  const { t } = useTranslation()
  return (
    <table
      aria-label={t('admin.devices.table')}
      aria-busy={isOld}
      className={`${admin.table} ${isOld ? admin.old : ''}`}
    >
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {t(`admin.devices.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.label} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const { label, kind, trajectory, device, certificateUntil, codeUntil } = row
  return (
    <tr>
      <td className={admin.beside}>
        <Link to="/sets/$label" params={{ label }} hash="toestel" className={admin.open} data-row>
          <code>{label}</code>
        </Link>
      </td>
      <td className={`${ui.soft} ${admin.beside}`}>{t(`kind.${kind}`)}</td>
      <td className={admin.beside}>{trajectory !== null && <code>{trajectory}</code>}</td>
      <td>
        {device ? (
          <DeviceStatus state={device.state} />
        ) : (
          <span className={ui.soft}>{t('admin.devices.noDevice')}</span>
        )}
      </td>
      <td>{device && <PresenceStatus state={device.presence} />}</td>
      <td>{certificateUntil !== null && <CertificateUntil at={certificateUntil} />}</td>
      <td>{codeUntil !== null && <Until at={codeUntil} column="code" />}</td>
    </tr>
  )
}

function CertificateUntil({ at }: { at: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow(grainMs)
  if (at - now >= weekMs) return <Until at={at} column="certificate" />
  return (
    <Status tone={at <= now ? 'act' : 'soon'} icon={IconAlertTriangleFilled}>
      {at <= now ? (
        <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
          {t('admin.devices.ended', { day: formats.date(at) })}
        </time>
      ) : (
        <Until at={at} column="certificate" />
      )}
    </Status>
  )
}

function Until({ at, column }: { at: number; column: 'certificate' | 'code' }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <>
      <span className={admin.label}>{t(`admin.devices.columns.${column}`)} </span>
      <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
        {formats.date(at)}
      </time>
    </>
  )
}
