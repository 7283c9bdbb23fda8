import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../parts/lists.ts'
import { Button } from '../ui/Button.tsx'
import { Row } from '../ui/Row.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { columnsOf, sampleOf } from './columns.ts'
import classes from './imports.module.css'

/** What the first row may hold, and a file that shows it. */
export function SampleFile({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  const save = () =>
    saveFile(
      new Blob([sampleOf(kind)], { type: 'text/csv' }),
      `${t('imports.sampleOf', { kind: t(`imports.kind.${kind}`).toLowerCase() })}.csv`,
    )
  return (
    <section aria-labelledby="columns">
      <h2 id="columns">{t('imports.columnsTitle')}</h2>
      <p>{t('imports.sampleWhy')}</p>
      <Row>
        <Button onClick={save}>
          <IconDownload size={16} aria-hidden />
          {t('imports.sample')}
        </Button>
      </Row>
      <ul className={classes.names}>
        {columnsOf[kind].map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  )
}
