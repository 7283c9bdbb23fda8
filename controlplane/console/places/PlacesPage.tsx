import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LocationsPage } from '../../overview/locations/api.ts'
import { Refused } from '../data/Refused.tsx'
import { ReadIn } from '../parts/ReadIn.tsx'
import { useMay } from '../session/useMay.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Row } from '../ui/Row.tsx'
import { Search } from '../ui/Search.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { type PlacesAddress, parsePlacesAddress } from './address.ts'
import { KindFilter } from './KindFilter.tsx'
import { PlacesTable } from './PlacesTable.tsx'
import { usePlaces } from './usePlaces.ts'

export function PlacesPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/locations' })
  const navigate = useNavigate({ from: '/locations' })
  const { loaded, isOld, error, retry, seen } = usePlaces(address)
  const change = (search: PlacesAddress) => void navigate({ search, replace: true, resetScroll: false })
  return (
    <Page name={t('pages.locations')} headline={useHeadline(address, loaded?.newest)} aside={<Aside />}>
      <ListPage
        filters={
          <>
            <Search
              label={t('places.search')}
              hint={t('places.searchHint')}
              text={address.q}
              search={q => change(parsePlacesAddress({ ...address, q }))}
            />
            <KindFilter address={address} change={change} counts={loaded?.newest.kinds} />
          </>
        }
        total={loaded?.total}
        failed={error && <Refused what={t('places.failed')} error={error} retry={retry} />}
        empty={<Nothing address={address} clear={() => change({})} />}
      >
        {loaded && <PlacesTable rows={loaded.rows} total={loaded.total} isOld={isOld} seen={seen} />}
      </ListPage>
    </Page>
  )
}

function Aside() {
  const { t } = useTranslation()
  const { may } = useMay('registerLocations')
  return (
    <Row>
      <ReadIn kind="locations" />
      {may && (
        <Link to="/locations/new" className={buttonLook()}>
          <IconPlus size={16} aria-hidden /> {t('places.new.add')}
        </Link>
      )}
    </Row>
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
      <EmptyState title={t('places.emptyNext')}>
        <Link to="/admin/import" search={{ kind: 'locations' }} className={buttonLook()}>
          {t('places.toImport')}
        </Link>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('places.noneNext')}>
      <Button onClick={clear}>{t('places.clear')}</Button>
    </EmptyState>
  )
}
