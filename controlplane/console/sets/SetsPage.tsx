import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { Changes } from '../ui/Changes.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useHeldRows } from '../ui/heldRows.ts'
import { ListPage } from '../ui/ListPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Search } from '../ui/Search.tsx'
import { Table } from '../ui/Table.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { hasFilters, parseSetsAddress, type SetsAddress, sortable, withoutFilters } from './address.ts'
import { columnsOf } from './columns.tsx'
import { ChosenFilters, Filters } from './Filters.tsx'
import { type LoadedSets, useSetPages } from './pages.ts'
import { SelectionBar } from './SelectionBar.tsx'
import {
  everything,
  isSelected,
  nothing,
  type Selection,
  selectedCount,
  toggled,
  withAll,
} from './selection.ts'

type Change = (address: SetsAddress) => Promise<void>

export function SetsPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/sets' })
  const navigate = useNavigate({ from: '/sets' })
  const { loaded, isOld, error, retry, seen } = useSetPages(address)
  const [chosen, setChosen] = useState<{ of: string; selection: Selection }>({ of: '', selection: nothing })
  const filters = JSON.stringify({ ...address, sort: undefined, direction: undefined })
  const selection = chosen.of === filters ? chosen.selection : nothing
  const select = (selection: Selection) => setChosen({ of: filters, selection })
  const change: Change = search => navigate({ search, replace: true, resetScroll: false })
  return (
    <Page
      name={t('pages.sets')}
      headline={useHeadline(address, loaded)}
      aside={
        <>
          <SelectionBar
            address={address}
            total={loaded?.total ?? 0}
            selection={selection}
            selectAll={() => select(everything)}
            clear={() => select(nothing)}
          />
          <NewSetLink />
        </>
      }
    >
      <ListPage
        filters={
          <>
            <Search
              label={t('sets.search')}
              hint={t('sets.searchHint')}
              text={address.q}
              search={q => change(parseSetsAddress({ ...address, q }))}
            />
            <Filters address={address} change={change} counts={loaded?.newest.presence} />
          </>
        }
        chosen={hasFilters(address) && <ChosenFilters address={address} change={change} />}
        total={loaded?.total}
        failed={error && <Refused what={t('sets.failed')} error={error} retry={retry} />}
        empty={<Nothing address={address} change={change} />}
      >
        {loaded && <Rows {...{ address, loaded, isOld, selection, select, seen, change }} />}
      </ListPage>
    </Page>
  )
}

function NewSetLink() {
  const { t } = useTranslation()
  if (!useMay('registerSets').may) return null
  return (
    <Link to="/sets/new" className={buttonLook()}>
      <IconPlus size={16} aria-hidden /> {t('sets.new.add')}
    </Link>
  )
}

function useHeadline(address: SetsAddress, loaded: LoadedSets | undefined): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!loaded) return t('pages.sets')
  const count = loaded.total
  const number = formats.number(count)
  if (!hasFilters(address)) return count === 0 ? t('sets.emptyTitle') : t('sets.all', { count, number })
  return count === 0 ? t('sets.none') : t('sets.found', { count, number })
}

function Nothing({ address, change }: { address: SetsAddress; change: Change }) {
  const { t } = useTranslation()
  if (!hasFilters(address)) {
    return (
      <EmptyState title={t('sets.emptyTitle')}>
        <p className={ui.soft}>{t('sets.emptyNext')}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('sets.noMatchNext')}>
      <Button onClick={() => change(withoutFilters(address))}>{t('sets.clear')}</Button>
    </EmptyState>
  )
}

type RowsProps = {
  address: SetsAddress
  loaded: LoadedSets
  isOld: boolean
  selection: Selection
  select: (selection: Selection) => void
  seen: (first: number, last: number) => void
  change: Change
}

function Rows({ address, loaded, isOld, selection, select, seen, change }: RowsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo(() => columnsOf(t, formats), [t, formats])
  const { rows, total, changes, release, region } = useHeldRows(loaded, ({ label }) => label)
  const toggleShown = () => {
    const labels = [...rows.values()].map(row => row.label)
    select(withAll(selection, labels, !labels.every(label => isSelected(selection, label))))
  }
  const turn = (by: string, isDown: boolean) => {
    const sort = sortable.find(sort => sort === by)
    change(parseSetsAddress({ ...address, sort, direction: isDown ? 'down' : undefined }))
  }
  return (
    <div {...region}>
      <Table
        label={t('sets.table')}
        columns={columns}
        rows={rows}
        total={total}
        idOf={({ label }) => label}
        isOld={isOld}
        seen={seen}
        sorting={{ by: address.sort ?? 'label', isDown: address.direction === 'down', turn }}
        choosing={{
          isChosen: label => isSelected(selection, label),
          hasChosen: selectedCount(selection, loaded.total) > 0,
          toggle: label => select(toggled(selection, label)),
          toggleShown,
          says: label => t('sets.select', { label }),
          shownSays: t('sets.selectShown'),
        }}
      />
      <Changes count={changes} says={t('now.changes', { count: changes })} release={release} />
    </div>
  )
}
