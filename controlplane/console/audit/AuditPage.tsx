import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { reachOf } from '../../people/rules.ts'
import { useMe } from '../session/useMe.ts'
import { Page } from '../ui/Page.tsx'
import { ActsTable } from './ActsTable.tsx'
import { AuditExport } from './AuditExport.tsx'
import type { AuditAddress } from './address.ts'
import classes from './audit.module.css'
import { ChainState } from './ChainState.tsx'
import { Log } from './Log.tsx'
import { ReadsTable } from './ReadsTable.tsx'
import { useActs, useReads } from './useLog.ts'

export function AuditPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/audit' })
  const seesAll = reachOf(useMe().roles, 'seeAudit') === 'all'
  const isReads = address.of === 'reads'
  const whose = seesAll ? 'all' : 'own'
  return (
    <Page
      name={t('pages.audit')}
      headline={t(isReads ? `admin.audit.${whose}Reads` : `admin.audit.${whose}`)}
      aside={!isReads && <AuditExport address={address} />}
    >
      {seesAll && <ChainState />}
      <nav className={classes.tabs} aria-label={t('admin.audit.tabs')}>
        <Tab address={address} isChosen={!isReads} />
        <Tab address={address} of="reads" isChosen={isReads} />
      </nav>
      {isReads ? <Reads address={address} seesAll={seesAll} /> : <Acts address={address} seesAll={seesAll} />}
    </Page>
  )
}

/** The other log, with the filters that both know. */
function Tab({ address, of, isChosen }: { address: AuditAddress; of?: 'reads'; isChosen: boolean }) {
  const { t } = useTranslation()
  const { of: _of, what: _what, ...filters } = address
  return (
    <Link
      to="/admin/audit"
      search={{ ...filters, ...(of && { of }) }}
      aria-current={isChosen ? 'page' : undefined}
      data-chosen={isChosen}
      replace
    >
      {t(of ? 'admin.audit.reads' : 'admin.audit.acts')}
    </Link>
  )
}

type LogProps = { address: AuditAddress; seesAll: boolean }

function Acts(props: LogProps) {
  return <Log {...props} log={useActs(props.address)} Table={ActsTable} />
}

function Reads(props: LogProps) {
  return <Log {...props} log={useReads(props.address)} Table={ReadsTable} />
}
