import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ExportButtons } from '../parts/ExportButtons.tsx'
import { type ImportKind, importKinds, lists } from '../parts/lists.ts'
import { mayDo, useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Columns } from '../ui/Columns.tsx'
import { Page } from '../ui/Page.tsx'
import { FileImport } from './FileImport.tsx'
import classes from './imports.module.css'
import { SampleFile } from './SampleFile.tsx'

export function ImportPage() {
  const { t } = useTranslation()
  const { kind = 'locations' } = useSearch({ from: '/admin/import' })
  const { roles } = useMe()
  const may = useMay(lists[kind].import)
  const isTheirs = (one: ImportKind) => mayDo(roles, lists[one].import) || mayDo(roles, lists[one].export)
  return (
    <Page name={t('imports.title')} headline={t('imports.headline')} sub={t('imports.sub')}>
      <nav className={classes.kinds} aria-label={t('imports.kinds')}>
        {importKinds.filter(isTheirs).map(each => (
          <Link
            key={each}
            to="/admin/import"
            search={{ kind: each }}
            aria-current={each === kind ? 'page' : undefined}
            resetScroll={false}
          >
            {t(`imports.kind.${each}`)}
          </Link>
        ))}
      </nav>
      {isTheirs(kind) ? (
        <Columns split="wider">
          <section aria-labelledby="import">
            <h2 id="import">{t(`imports.kind.${kind}`)}</h2>
            <p>{t(`imports.what.${kind}`)}</p>
            {may.may && <FileImport key={kind} kind={kind} />}
          </section>
          <Files key={kind} kind={kind} />
        </Columns>
      ) : (
        !may.may && <p>{may.reason}</p>
      )}
    </Page>
  )
}

function Files({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  return (
    <div>
      <SampleFile kind={kind} />
      <section className={classes.part} aria-labelledby="export">
        <h2 id="export">{t('imports.export')}</h2>
        <p>{t('imports.exportWhy')}</p>
        <ExportButtons kind={kind} />
      </section>
    </div>
  )
}
