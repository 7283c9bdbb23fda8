import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { GatedButton } from '../people/GatedButton.tsx'
import { saveFile } from '../sets/exportSets.ts'
import { useReason } from '../ui/Notice.tsx'
import type { ImportKind } from './address.ts'
import classes from './imports.module.css'
import { lists } from './kinds.ts'

const forms = ['csv', 'xlsx'] as const

/** The whole list as a file that can be read in again. */
export function ExportButtons({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  const fetching = useMutation({
    networkMode: 'always',
    mutationFn: (as: (typeof forms)[number]) => lists[kind].give(as),
    onSuccess: (file, as) => saveFile(file, `${t(`imports.kind.${kind}`).toLowerCase()}.${as}`),
  })
  const reason = useReason(fetching.error)
  return (
    <>
      <div className={classes.buttons}>
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
      </div>
      {fetching.error && (
        <p role="alert" className={classes.failure}>
          {t('imports.exportFailed')} {reason}
        </p>
      )}
    </>
  )
}
