import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askExport } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { preferences } from '../ui/preferences.ts'
import { Row } from '../ui/Row.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { dayOf } from '../ui/wallClock.ts'
import type { AuditAddress } from './address.ts'
import { actsQueryOf } from './useLog.ts'

/** What the filters show, as a file; that it was taken along is written down too. */
export function AuditExport({ address }: { address: AuditAddress }) {
  const { t } = useTranslation()
  const download = useMutation({
    networkMode: 'always',
    mutationFn: () =>
      askExport('/api/audit.csv', { ...actsQueryOf(address), language: preferences().language }),
    onSuccess: file => saveFile(file, `${t('admin.audit.exportFile')}-${dayOf(serverNow())}.csv`),
  })
  return (
    <Row>
      <GatedButton policy="exportAudit" disabled={download.isPending} onClick={() => download.mutate()}>
        <IconDownload size={16} aria-hidden />
        {download.isPending ? t('admin.audit.exporting') : t('admin.audit.export')}
      </GatedButton>
      <Refused what={t('admin.audit.exportFailed')} error={download.error} />
    </Row>
  )
}
