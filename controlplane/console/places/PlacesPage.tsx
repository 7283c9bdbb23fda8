import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LocationsPage } from '../../overview/locations/api.ts'
import { Empty, FetchFailed } from '../data/Notice.tsx'
import admin from '../ui/lists.module.css'
import { Page } from '../ui/Page.tsx'
import { Search } from '../ui/Search.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { type PlacesAddress, parsePlacesAddress } from './address.ts'
import { KindFilter } from './KindFilter.tsx'
import { PlacesTable } from './PlacesTable.tsx'
import { usePlaces } from './usePlaces.ts'

export function PlacesPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/locations' })
  const navigate = useNavigate({ from: '/locations' })
  const places = usePlaces(address)
  const change = (search: PlacesAddress) => void navigate({ search, replace: true, resetScroll: false })
  const { data, error, refetch } = places
  const first = data?.pages[0]
  return (
    <Page name={t('pages.locations')} headline={useHeadline(address, first)}>
      <div className={admin.filters}>
        <Search
          label={t('places.search')}
          hint={t('places.searchHint')}
          text={address.q}
          search={q => change(parsePlacesAddress({ ...address, q }))}
        />
        <KindFilter address={address} change={change} counts={first?.kinds} />
      </div>
      {error && <FetchFailed what={t('places.failed')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={12} />}
      {first?.total === 0 && <Nothing address={address} clear={() => change({})} />}
      {data && first && first.total > 0 && (
        <PlacesTable rows={data.pages.flatMap(page => page.rows)} isOld={places.isPlaceholderData} />
      )}
      {data && first && places.hasNextPage && (
        <More
          shown={data.pages.reduce((sum, { rows }) => sum + rows.length, 0)}
          total={first.total}
          isLoading={places.isFetchingNextPage}
          more={() => void places.fetchNextPage()}
        />
      )}
    </Page>
  )
}

function useHeadline(address: PlacesAddress, page: LocationsPage | undefined): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('pages.locations')
  const says = { count: page.total, number: formats.number(page.total) }
  const isFiltered = address.q !== undefined || address.kind !== undefined
  if (page.total === 0) return isFiltered ? t('places.none') : t('places.emptyTitle')
  return isFiltered ? t('places.found', says) : t('places.all', says)
}

function Nothing({ address, clear }: { address: PlacesAddress; clear: () => void }) {
  const { t } = useTranslation()
  if (address.q === undefined && address.kind === undefined) {
    return (
      <Empty title={t('places.emptyNext')}>
        <Link to="/admin/import" search={{ kind: 'locations' }} className={ui.button}>
          {t('places.toImport')}
        </Link>
      </Empty>
    )
  }
  return (
    <Empty title={t('places.noneNext')}>
      <button type="button" className={ui.button} onClick={clear}>
        {t('places.clear')}
      </button>
    </Empty>
  )
}

type MoreProps = { shown: number; total: number; isLoading: boolean; more: () => void }

function More({ shown, total, isLoading, more }: MoreProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div className={admin.foot}>
      <button type="button" className={ui.button} aria-disabled={isLoading} onClick={more}>
        {isLoading ? t('loading') : t('places.more')}
      </button>
      <span className={ui.soft}>
        {t('places.shown', { shown: formats.number(shown), total: formats.number(total) })}
      </span>
    </div>
  )
}
