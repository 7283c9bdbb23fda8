import { IconHelpHexagonFilled } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DevicesPage as Answer } from '../../overview/devices/api.ts'
import { deviceConcerns, devicesPageMax } from '../../overview/list/rules.ts'
import { Failure } from '../data/Failure.tsx'
import { ask } from '../data/fetch.ts'
import { Empty, FetchFailed } from '../data/Notice.tsx'
import admin from '../ui/lists.module.css'
import { Page } from '../ui/Page.tsx'
import { Said } from '../ui/Said.tsx'
import { Search } from '../ui/Search.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { type DevicesAddress, parseDevicesAddress } from './address.ts'
import { DevicesTable } from './DevicesTable.tsx'

function useDevices({ q, concern: word }: DevicesAddress) {
  const concern = deviceConcerns.find(concern => concern === word)
  const asked = { ...(q !== undefined && { q }), ...(concern && { concern }) }
  const devices = useInfiniteQuery({
    queryKey: ['devices', asked],
    queryFn: ({ signal, pageParam }) =>
      ask('/api/devices', {}, { ...asked, ...(pageParam > 0 && { offset: String(pageParam) }) }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      pages.length * devicesPageMax < total ? pages.length * devicesPageMax : undefined,
    placeholderData: keepPreviousData,
  })
  return { ...devices, concern, newest: devices.data?.pages.at(-1) }
}

export function DevicesPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/devices' })
  const navigate = useNavigate({ from: '/admin/devices' })
  const { data, newest, concern, error, refetch, ...more } = useDevices(address)
  const isFiltered = address.q !== undefined || concern !== undefined
  const change = (search: DevicesAddress) =>
    void navigate({ search: parseDevicesAddress(search), replace: true, resetScroll: false })
  return (
    <Page name={t('admin.pages.devices')} headline={useHeadline(newest, isFiltered)}>
      <div className={admin.filters}>
        <Search
          label={t('admin.devices.search')}
          text={address.q}
          search={q => change({ ...(q && { q }), ...(concern && { concern }) })}
        />
        <Concerns
          counts={newest?.concerns}
          chosen={concern}
          choose={concern => change({ ...(address.q && { q: address.q }), ...(concern && { concern }) })}
        />
      </div>
      {!data && error && (
        <FetchFailed what={t('admin.devices.failed')} error={error} retry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton rows={12} />}
      {newest?.total === 0 && <Nothing isFiltered={isFiltered} clear={() => change({})} />}
      {data && newest && newest.total > 0 && (
        <>
          <DevicesTable rows={data.pages.flatMap(({ rows }) => rows)} isOld={more.isPlaceholderData} />
          <div className={admin.foot}>
            {more.hasNextPage && (
              <button
                type="button"
                className={ui.button}
                disabled={more.isFetchingNextPage}
                onClick={() => void more.fetchNextPage()}
              >
                {t('admin.more')}
              </button>
            )}
            <Failure error={error} />
          </div>
        </>
      )}
    </Page>
  )
}

function useHeadline(page: Answer | undefined, isFiltered: boolean): React.ReactNode {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('admin.pages.devices')
  const says = (count: number) => ({ count, number: formats.number(count) })
  if (isFiltered)
    return page.total === 0 ? t('admin.devices.none') : t('admin.devices.found', says(page.total))
  if (page.total === 0) return t('admin.devices.emptyTitle')
  const { questioned } = page.concerns
  if (questioned === 0) return t('admin.devices.all', says(page.total))
  return (
    <Said tone="act" icon={IconHelpHexagonFilled}>
      {t('admin.devices.questioned', says(questioned))}
    </Said>
  )
}

type Concern = (typeof deviceConcerns)[number]
type ConcernsProps = {
  counts: Answer['concerns'] | undefined
  chosen: Concern | undefined
  choose: (concern: Concern | undefined) => void
}

/** Each of what may have to be decided, with how many sets have it. */
function Concerns({ counts, chosen, choose }: ConcernsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <fieldset className={admin.concerns}>
      <legend className={ui.hidden}>{t('admin.devices.filter')}</legend>
      {deviceConcerns.map(concern => (
        <button
          key={concern}
          type="button"
          className={ui.button}
          aria-pressed={concern === chosen}
          onClick={() => choose(concern === chosen ? undefined : concern)}
        >
          {t(`admin.devices.concern.${concern}`)}
          {counts && <span className={admin.count}>{formats.number(counts[concern])}</span>}
        </button>
      ))}
    </fieldset>
  )
}

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }) {
  const { t } = useTranslation()
  if (!isFiltered) {
    return (
      <Empty title={t('admin.devices.emptyTitle')}>
        <p className={ui.soft}>{t('admin.devices.emptyNext')}</p>
      </Empty>
    )
  }
  return (
    <Empty title={t('admin.devices.noneNext')}>
      <button type="button" className={ui.button} onClick={clear}>
        {t('admin.devices.clear')}
      </button>
    </Empty>
  )
}
