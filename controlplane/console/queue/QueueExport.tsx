import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ticketFileColumns } from '../../tickets/export/api.ts'
import { askExport } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { screenWords } from '../parts/screenWords.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { preferences } from '../ui/preferences.ts'
import { saveFile } from '../ui/saveFile.ts'
import { dayOf } from '../ui/wallClock.ts'
import type { QueueAddress } from './address.ts'

const forms = ['csv', 'xlsx'] as const

/** What the filters show, as a file that speaks as this page does. */
export function QueueExport({ address, isEmpty }: { address: QueueAddress; isEmpty: boolean }) {
  const { t } = useTranslation()
  const words = useFileWords()
  const download = useMutation({
    networkMode: 'always',
    mutationFn: (as: (typeof forms)[number]) =>
      askExport('/api/tickets/export', { ...address, as, language: preferences().language, words }),
    onSuccess: (file, as) => saveFile(file, `${t('queue.exportFile')}-${dayOf(serverNow())}.${as}`),
  })
  return (
    <>
      {forms.map(as => (
        <GatedButton
          key={as}
          policy="exportTickets"
          look="quiet"
          disabled={isEmpty || download.isPending}
          onClick={() => download.mutate(as)}
        >
          <IconDownload size={16} aria-hidden />
          {download.isPending && download.variables === as
            ? t('queue.exporting')
            : t(as === 'csv' ? 'queue.export' : 'queue.exportWorkbook')}
        </GatedButton>
      ))}
      <Refused what={t('queue.exportFailed')} error={download.error} />
    </>
  )
}

/** What this page calls codes and columns. */
function useFileWords(): string {
  const { t } = useTranslation()
  const all = { returnObjects: true } as const
  return screenWords({
    heading: Object.fromEntries(ticketFileColumns.map(({ id }) => [id, t(`queue.fileColumns.${id}`)])),
    state: t('ticket.state', all),
    family: t('ticket.family', all),
    symptom: t('ticket.symptom', all),
    source: t('ticket.source', all),
    channel: t('ticket.channel', all),
  })
}
