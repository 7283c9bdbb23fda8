import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty, FetchFailed } from '../data/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useHeld } from '../ui/useHeld.ts'
import { useFormats } from '../ui/useTexts.ts'
import { hasFilters, parseSetsAddress, type SetsAddress, withoutFilters } from './address.ts'
import { ChosenFilters, Filters } from './Filters.tsx'
import { useHeldRows } from './heldRows.ts'
import { type Loaded, useSetPages } from './pages.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { SetsTable } from './SetsTable.tsx'
import { everything, isSelected, nothing, type Selection, toggled, withAll } from './selection.ts'
import classes from './sets.module.css'

const typingMs = 200
const rowPx = 36
const overscanRows = 12
const firstScreenRows = 40

export function SetsPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/sets' })
  const navigate = useNavigate({ from: '/sets' })
  const [range, setRange] = useState({ first: 0, last: firstScreenRows })
  const { loaded, isOld, error, retry } = useSetPages(address, range.first, range.last)
  const [chosen, setChosen] = useState<{ of: string; selection: Selection }>({ of: '', selection: nothing })
  const filters = JSON.stringify({ ...address, sort: undefined, direction: undefined })
  const selection = chosen.of === filters ? chosen.selection : nothing
  const select = (selection: Selection) => setChosen({ of: filters, selection })
  const change = (search: SetsAddress) => void navigate({ search, replace: true, resetScroll: false })

  return (
    <Page
      name={t('pages.sets')}
      headline={useHeadline(address, loaded)}
      aside={
        <SelectionBar
          address={address}
          total={loaded?.total ?? 0}
          selection={selection}
          selectAll={() => select(everything)}
          clear={() => select(nothing)}
        />
      }
    >
      <div className={classes.filters}>
        <SearchField address={address} change={change} />
        <Filters address={address} change={change} counts={loaded?.presence} />
      </div>
      {hasFilters(address) && (
        <div className={classes.chosenRow}>
          <ChosenFilters address={address} change={change} />
          <button type="button" className={ui.quiet} onClick={() => change(withoutFilters(address))}>
            {t('sets.clear')}
          </button>
        </div>
      )}
      {error && loaded && (
        <p role="alert" className={classes.alert}>
          {t('sets.pageFailed')}{' '}
          <button type="button" className={ui.button} onClick={retry}>
            {t('failed.retry')}
          </button>
        </p>
      )}
      {loaded ? (
        <Rows {...{ address, loaded, isOld, selection, select, setRange, change }} />
      ) : error ? (
        <FetchFailed what={t('sets.failed')} error={error} retry={retry} />
      ) : (
        <Skeleton rows={14} />
      )}
    </Page>
  )
}

function useHeadline(address: SetsAddress, loaded: Loaded | undefined): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!loaded) return t('pages.sets')
  const count = loaded.total
  const number = formats.number(count)
  if (!hasFilters(address)) return count === 0 ? t('sets.emptyTitle') : t('sets.all', { count, number })
  return count === 0 ? t('sets.none') : t('sets.found', { count, number })
}

type RowsProps = {
  address: SetsAddress
  loaded: Loaded
  isOld: boolean
  selection: Selection
  select: (selection: Selection) => void
  setRange: (range: { first: number; last: number }) => void
  change: (address: SetsAddress) => void
}

function Rows({ address, loaded, isOld, selection, select, setRange, change }: RowsProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const hold = useHeld()
  const { rows, changes, release } = useHeldRows(loaded, hold.held)
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: loaded.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: overscanRows,
    onChange: ({ range }) => range && setRange({ first: range.startIndex, last: range.endIndex }),
  })
  const toggleLoaded = () => {
    const labels = [...rows.values()].map(row => row.label)
    select(withAll(selection, labels, !labels.every(label => isSelected(selection, label))))
  }
  if (loaded.total === 0 && !hasFilters(address)) {
    return (
      <Empty title={t('sets.emptyTitle')}>
        <p className={ui.soft}>{t('sets.emptyNext')}</p>
      </Empty>
    )
  }
  if (loaded.total === 0) {
    return (
      <Empty title={t('sets.noMatchNext')}>
        <button type="button" className={ui.button} onClick={() => change(withoutFilters(address))}>
          {t('sets.clear')}
        </button>
      </Empty>
    )
  }
  return (
    <div {...hold.region}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label={t('sets.table')}>
        <SetsTable
          {...{ address, rows, isOld, virtual, selection, toggleLoaded }}
          total={loaded.total}
          toggle={label => select(toggled(selection, label))}
        />
      </section>
      <div role="status" className={classes.changes}>
        {changes > 0 && (
          <button type="button" className={ui.button} onClick={release}>
            {t('now.changes', { count: changes })}
          </button>
        )}
      </div>
    </div>
  )
}

function SearchField({ address, change }: { address: SetsAddress; change: (address: SetsAddress) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState({ of: address.q, text: address.q ?? '' })
  if (typed.of !== address.q) setTyped({ of: address.q, text: address.q ?? '' })
  const search = useDebouncedCallback(
    (q: string) => change(parseSetsAddress({ ...address, q: q.trim() })),
    typingMs,
  )
  return (
    <input
      type="search"
      className={`${ui.input} ${classes.search}`}
      aria-label={t('sets.search')}
      placeholder={t('sets.searchHint')}
      value={typed.text}
      maxLength={100}
      onChange={event => {
        setTyped({ of: address.q, text: event.currentTarget.value })
        search(event.currentTarget.value)
      }}
    />
  )
}
