import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { preferences } from '../ui/preferences.ts'
import { saveFile } from '../ui/saveFile.ts'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf } from '../ui/wallClock.ts'
import type { SetsAddress } from './address.ts'
import { exportSets, workbookLabelsMax } from './exportSets.ts'
import { type Selection, selectedCount } from './selection.ts'
import classes from './sets.module.css'
import { useFileWords } from './useFileWords.ts'

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
        isLong={count > workbookLabelsMax && count < total}
      />
    </div>
  )
}

type ExportProps = {
  address: SetsAddress
  selection: Selection | undefined
  says: string
  disabled: boolean
  /** More than one workbook can hold. */
  isLong: boolean
}

function Export({ address, selection, says, disabled, isLong }: ExportProps) {
  const { t } = useTranslation()
  const words = useFileWords()
  const download = useMutation({
    networkMode: 'always',
    mutationFn: (as: 'csv' | 'xlsx') =>
      exportSets(address, selection, { as, language: preferences().language, words }),
    onSuccess: (file, as) => saveFile(file, `${t('sets.exportFile')}-${dayOf(serverNow())}.${as}`),
  })
  return (
    <>
      {(['csv', 'xlsx'] as const).map(as => (
        <GatedButton
          key={as}
          policy="exportSets"
          disabled={disabled || download.isPending || (isLong && as === 'xlsx')}
          onClick={() => download.mutate(as)}
        >
          <IconDownload size={16} aria-hidden />
          {download.isPending && download.variables === as
            ? t('sets.exporting')
            : as === 'csv'
              ? says
              : t('sets.exportWorkbook')}
        </GatedButton>
      ))}
      {isLong && <span className={ui.soft}>{t('sets.workbookMax', { count: workbookLabelsMax })}</span>}
      <Refused what={t('sets.exportFailed')} error={download.error} />
    </>
  )
}
