import { useTranslation } from 'react-i18next'
import type { Difference, ImportAnswer } from '../../platform/files/table/import-api.ts'
import { FoldingTable } from '../ui/FoldingTable.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './imports.module.css'

const columns = ['of', 'column', 'before', 'after'] as const

/** What is known and becomes other than it was, old beside new. */
export function Differences({ answer: { differences, differencesCount } }: { answer: ImportAnswer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = (one: Difference, column: (typeof columns)[number]) => {
    if (column === 'of' || column === 'column') return one[column]
    return one.isHidden ? t('imports.hidden') : (one[column] ?? t('imports.nothing'))
  }
  return (
    <div className={classes.wrong}>
      <h4>{t('imports.differences')}</h4>
      {differences.length < differencesCount && (
        <p className={ui.soft}>
          {t('imports.differencesMore', {
            shown: formats.number(differences.length),
            total: formats.number(differencesCount),
          })}
        </p>
      )}
      <FoldingTable
        label={t('imports.differences')}
        columns={columns.map(id => ({
          id,
          head: t(`imports.differenceColumns.${id}`),
          isShort: id === 'of' || id === 'column',
        }))}
        rows={differences}
        keyOf={one => `${one.row} ${one.of} ${one.column}`}
        cell={says}
      />
    </div>
  )
}
