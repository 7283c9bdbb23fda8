import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { preferences } from '../ui/preferences.ts'
import { saveFile } from '../ui/saveFile.ts'
import { useFormats } from '../ui/useTexts.ts'
import type { SetsAddress } from './address.ts'
import { exportSets } from './exportSets.ts'
import { type Selection, selectedCount } from './selection.ts'
import classes from './sets.module.css'

type Props = {
  address: SetsAddress
  total: number
  selection: Selection
  selectAll: () => void
  clear: () => void
}

export function SelectionBar({ address, total, selection, selectAll, clear }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const count = selectedCount(selection, total)
  const number = formats.number(count)
  const chosen = count > 0
  return (
    <div className={classes.selection}>
      {chosen && (
        <>
          <span role="status">{t('sets.selected', { count, number })}</span>
          {count < total && (
            <Button look="quiet" onClick={selectAll}>
              {t('sets.selectAll', { count: total, number: formats.number(total) })}
            </Button>
          )}
          <Button look="quiet" onClick={clear}>
            {t('sets.deselect')}
          </Button>
        </>
      )}
      <Export
        address={address}
        selection={chosen ? selection : undefined}
        says={chosen ? t('sets.exportSelected', { count, number }) : t('sets.export')}
        disabled={total === 0}
      />
    </div>
  )
}

type ExportProps = { address: SetsAddress; selection: Selection | undefined; says: string; disabled: boolean }

function Export({ address, selection, says, disabled }: ExportProps) {
  const { t } = useTranslation()
  const download = useMutation({
    networkMode: 'always',
    mutationFn: () => exportSets(address, selection, preferences().language),
    onSuccess: file =>
      saveFile(file, `${t('sets.exportFile')}-${new Date(serverNow()).toISOString().slice(0, 10)}.csv`),
  })
  return (
    <>
      <GatedButton
        policy="exportSets"
        disabled={disabled || download.isPending}
        onClick={() => download.mutate()}
      >
        <IconDownload size={16} aria-hidden />
        {download.isPending ? t('sets.exporting') : says}
      </GatedButton>
      <Refused what={t('sets.exportFailed')} error={download.error} />
    </>
  )
}
