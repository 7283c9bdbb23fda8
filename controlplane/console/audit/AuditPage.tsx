import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { reachOf } from '../../people/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'
import { ActsTable } from './ActsTable.tsx'
import { AuditExport } from './AuditExport.tsx'
import { type AuditAddress, parseAuditAddress } from './address.ts'
import classes from './audit.module.css'
import { ChainState } from './ChainState.tsx'
import { Filters } from './Filters.tsx'
import { ReadsTable } from './ReadsTable.tsx'
import { useActs, useReads } from './useLog.ts'
import { useKnown } from './useWho.ts'

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

type Props = { address: AuditAddress; seesAll: boolean }

function Acts(props: Props) {
  const log = useActs(props.address)
  const known = useKnown(log.data?.pages[0]?.actors)
  const rows = log.data?.pages.flatMap(({ rows }) => rows) ?? []
  return (
    <Rows {...props} log={log} known={known} count={rows.length}>
      <ActsTable
        rows={rows}
        actors={known}
        isOld={log.isPlaceholderData}
        hasMore={log.hasNextPage}
        more={() => void (log.isFetchingNextPage || log.fetchNextPage())}
      />
    </Rows>
  )
}

function Reads(props: Props) {
  const log = useReads(props.address)
  const known = useKnown(log.data?.pages[0]?.actors)
  const rows = log.data?.pages.flatMap(({ rows }) => rows) ?? []
  return (
    <Rows {...props} log={log} known={known} count={rows.length}>
      <ReadsTable
        rows={rows}
        actors={known}
        isOld={log.isPlaceholderData}
        hasMore={log.hasNextPage}
        more={() => void (log.isFetchingNextPage || log.fetchNextPage())}
      />
    </Rows>
  )
}

type RowsProps = Props & {
  log: Pick<ReturnType<typeof useActs> | ReturnType<typeof useReads>, 'data' | 'error' | 'refetch'>
  known: Parameters<typeof Filters>[0]['known']
  count: number
  children: React.ReactNode
}

/** What both logs have around their rows: filters above, words when there is nothing. */
function Rows({ log, address, seesAll, known, count, children }: RowsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/admin/audit' })
  const change = (search: AuditAddress) =>
    void navigate({ search: parseAuditAddress(search), replace: true, resetScroll: false })
  const clear = () => change(address.of === undefined ? {} : { of: address.of })
  const { of: _of, ...filters } = address
  const isFiltered = Object.keys(filters).length > 0
  return (
    <ListPage
      filters={
        <Filters
          address={address}
          actors={seesAll ? (log.data?.pages[0]?.actors ?? []) : []}
          known={known}
          change={change}
          clear={isFiltered ? clear : undefined}
        />
      }
      total={log.data && count}
      failed={
        log.error && (
          <Refused what={t('admin.audit.failed')} error={log.error} retry={() => void log.refetch()} />
        )
      }
      empty={<Nothing isReads={address.of === 'reads'} clear={isFiltered ? clear : undefined} />}
    >
      {children}
    </ListPage>
  )
}

function Nothing({ isReads, clear }: { isReads: boolean; clear: (() => void) | undefined }) {
  const { t } = useTranslation()
  if (clear) {
    return (
      <EmptyState title={t('admin.audit.noMatch')}>
        <Button onClick={clear}>{t('admin.audit.clear')}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t(isReads ? 'admin.audit.emptyReads' : 'admin.audit.empty')}>
      <p className={ui.soft}>{t(isReads ? 'admin.audit.emptyReadsNext' : 'admin.audit.emptyNext')}</p>
    </EmptyState>
  )
}
