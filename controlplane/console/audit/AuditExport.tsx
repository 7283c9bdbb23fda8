import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { actFileColumns } from '../../audit/export/api.ts'
import { askExport } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { screenWords } from '../parts/screenWords.ts'
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
    mutationFn: (as: 'csv' | 'xlsx') => {
      const heading = Object.fromEntries(
        actFileColumns.map(({ id }) => [id, t(`admin.audit.fileColumns.${id}`)]),
      )
      const words = screenWords({ heading, what: t('acts', { returnObjects: true }) })
      const form = { as, language: preferences().language, words }
      return askExport('/api/audit/export', { ...actsQueryOf(address), ...form })
    },
    onSuccess: (file, as) => saveFile(file, `${t('admin.audit.exportFile')}-${dayOf(serverNow())}.${as}`),
  })
  return (
    <Row>
      {(['csv', 'xlsx'] as const).map(as => (
        <GatedButton
          key={as}
          policy="exportAudit"
          disabled={download.isPending}
          onClick={() => download.mutate(as)}
        >
          <IconDownload size={16} aria-hidden />
          {download.isPending && download.variables === as
            ? t('admin.audit.exporting')
            : t(as === 'csv' ? 'admin.audit.export' : 'admin.audit.exportWorkbook')}
        </GatedButton>
      ))}
      <Refused what={t('admin.audit.exportFailed')} error={download.error} />
    </Row>
  )
}
