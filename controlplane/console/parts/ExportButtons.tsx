import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Row } from '../ui/Row.tsx'
import { saveFile } from '../ui/saveFile.ts'
import type { ImportKind } from './lists.ts'
import { lists } from './lists.ts'

const forms = ['csv', 'xlsx'] as const

/** The whole list as a file that can be read in again. */
export function ExportButtons({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  const fetching = useMutation({
    networkMode: 'always',
    mutationFn: (as: (typeof forms)[number]) => lists[kind].give(as),
    onSuccess: (file, as) => saveFile(file, `${t(`imports.kind.${kind}`).toLowerCase()}.${as}`),
  })
  return (
    <>
      <Row>
        {forms.map(as => (
          <GatedButton
            key={as}
            policy={lists[kind].export}
            disabled={fetching.isPending}
            onClick={() => fetching.mutate(as)}
          >
            <IconDownload size={16} aria-hidden />
            {fetching.isPending && fetching.variables === as
              ? t('imports.exporting')
              : t('imports.exportAs', { kind: t(`imports.kind.${kind}`), as: as.toUpperCase() })}
          </GatedButton>
        ))}
      </Row>
      <Refused what={t('imports.exportFailed')} error={fetching.error} />
    </>
  )
}
