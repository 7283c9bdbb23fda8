import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportAnswer, WrongRow } from '../../platform/files/table/import-api.ts'
import { Button } from '../ui/Button.tsx'
import { FoldingTable } from '../ui/FoldingTable.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './imports.module.css'

const columns = ['row', 'column', 'value', 'wrong', 'expected'] as const
type Column = (typeof columns)[number]

type Props = { answer: ImportAnswer; isSomeGood: boolean }

/** What to mend, row by row, to take along to the file. */
export function WrongRows({ answer: { wrong, wrongCount }, isSomeGood }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useCells()
  const heading = columns.map(column => t(`imports.wrongColumns.${column}`))
  const text = [heading, ...wrong.map(row => columns.map(column => says(row, column)))]
    .map(cells => cells.map(cell => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')
  return (
    <div className={classes.wrong}>
      <Row>
        <h4>{t('imports.wrongTitle')}</h4>
        <Copy text={text} />
      </Row>
      <p>{t(isSomeGood ? 'imports.wrongNext' : 'imports.wrongNextAll')}</p>
      {wrong.length < wrongCount && (
        <p className={ui.soft}>
          {t('imports.wrongMore', { shown: formats.number(wrong.length), total: formats.number(wrongCount) })}
        </p>
      )}
      <FoldingTable
        label={t('imports.wrongTable')}
        columns={columns.map(id => ({
          id,
          head: t(`imports.wrongColumns.${id}`),
          isShort: id === 'row' || id === 'column',
        }))}
        rows={wrong}
        keyOf={row => `${row.row} ${row.column} ${row.wrong}`}
        cell={says}
      />
    </div>
  )
}

function useCells(): (row: WrongRow, column: Column) => string {
  const { t } = useTranslation()
  const formats = useFormats()
  return (row, column) => {
    if (column === 'row') return formats.number(row.row)
    if (column === 'wrong') return t(`imports.wrong.${row.wrong}`)
    if (column === 'column') return row.column ?? t('imports.wholeRow')
    if (column === 'value') return row.value ?? t('imports.nothing')
    return row.expected ?? ''
  }
}

function Copy({ text }: { text: string }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('copyFailed'),
    )
  return (
    <>
      <Button onClick={() => void copy()}>
        <IconCopy size={16} aria-hidden />
        {t('imports.copy')}
      </Button>
      <span role="status" className={ui.soft}>
        {outcome && t(`imports.${outcome}`)}
      </span>
    </>
  )
}
