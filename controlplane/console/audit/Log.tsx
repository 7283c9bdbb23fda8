import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditPage } from '../../audit/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import ui from '../ui/ui.module.css'
import { type AuditAddress, parseAuditAddress } from './address.ts'
import { Filters } from './Filters.tsx'
import type { LogRows } from './LogTable.tsx'
import { useKnown } from './useWho.ts'

type Pages<Row> = InfiniteData<{ rows: readonly Row[]; actors: AuditPage['actors'] }>

type Props<Row> = {
  address: AuditAddress
  seesAll: boolean
  log: UseInfiniteQueryResult<Pages<Row>>
  Table: ComponentType<LogRows<Row>>
}

/** A log under its filters: what was done, or who saw what. */
export function Log<Row>({ address, seesAll, log, Table }: Props<Row>) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/admin/audit' })
  const actors = log.data?.pages[0]?.actors
  const known = useKnown(actors)
  const rows = log.data?.pages.flatMap(({ rows }) => rows)
  const change = (search: AuditAddress) =>
    navigate({ search: parseAuditAddress(search), replace: true, resetScroll: false })
  const { of, ...filters } = address
  const isFiltered = Object.keys(filters).length > 0
  const clear = isFiltered ? () => change(of === undefined ? {} : { of }) : undefined
  return (
    <ListPage
      filters={
        <Filters
          address={address}
          actors={seesAll ? (actors ?? []) : []}
          known={known}
          change={change}
          clear={clear}
        />
      }
      total={rows?.length}
      failed={
        log.error && (
          <Refused what={t('admin.audit.failed')} error={log.error} retry={() => void log.refetch()} />
        )
      }
      empty={<Nothing isReads={of === 'reads'} clear={clear} />}
    >
      <Table
        rows={rows ?? []}
        actors={known}
        isOld={log.isPlaceholderData}
        hasMore={log.hasNextPage}
        more={() => void (log.isFetchingNextPage || log.fetchNextPage())}
      />
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
