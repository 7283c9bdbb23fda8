import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceRow } from '../../overview/devices/api.ts'
import { DeviceStatus } from '../parts/DeviceStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { useNow } from '../ui/clock.ts'
import type { Column } from '../ui/columns.ts'
import { Status } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

const widths = {
  label: '7rem',
  kind: '6rem',
  trajectory: '8rem',
  device: 'minmax(11rem, 1fr)',
  presence: 'minmax(11.5rem, 1fr)',
  certificate: '12rem',
  code: '9rem',
} as const
const weekMs = 7 * 86_400_000
const grainMs = 60_000

type Props = {
  rows: ReadonlyMap<number, DeviceRow>
  total: number
  isOld: boolean
  seen: (first: number, last: number) => void
}

export function DevicesTable(props: Props) {
  const { t } = useTranslation()
  const columns = useMemo(() => columnsOf(t), [t])
  return <Table label={t('admin.devices.table')} columns={columns} idOf={({ label }) => label} {...props} />
}

function columnsOf(t: TFunction): Column<DeviceRow>[] {
  const column = (id: keyof typeof widths, cell: Column<DeviceRow>['cell']) => ({
    id,
    head: t(`admin.devices.columns.${id}`),
    width: widths[id],
    cell,
  })
  return [
    column('label', ({ label }) => (
      <Link to="/sets/$label" params={{ label }} hash="toestel" data-row>
        <code>{label}</code>
      </Link>
    )),
    column('kind', ({ kind }) => <span className={ui.soft}>{t(`kind.${kind}`)}</span>),
    column('trajectory', ({ trajectory }) => trajectory !== null && <code>{trajectory}</code>),
    column('device', ({ device }) =>
      device ? (
        <DeviceStatus state={device.state} />
      ) : (
        <span className={ui.soft}>{t('admin.devices.noDevice')}</span>
      ),
    ),
    column('presence', ({ device }) => device && <PresenceStatus state={device.presence} />),
    column('certificate', ({ certificateUntil: at }) => at !== null && <CertificateUntil at={at} />),
    column('code', ({ codeUntil: at }) => at !== null && <Until at={at} />),
  ]
}

function CertificateUntil({ at }: { at: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow(grainMs)
  if (at - now >= weekMs) return <Until at={at} />
  return (
    <Status tone={at <= now ? 'act' : 'soon'} icon={IconAlertTriangleFilled}>
      {at <= now ? (
        <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
          {t('admin.devices.ended', { day: formats.date(at) })}
        </time>
      ) : (
        <Until at={at} />
      )}
    </Status>
  )
}

function Until({ at }: { at: number }) {
  const formats = useFormats()
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
      {formats.date(at)}
    </time>
  )
}
