import { IconHelpHexagonFilled } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DevicesPage as Answer } from '../../overview/devices/api.ts'
import { deviceConcerns } from '../../overview/list/rules.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useRowPages } from '../data/rowPages.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Said } from '../ui/Said.tsx'
import { Search } from '../ui/Search.tsx'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { type DevicesAddress, parseDevicesAddress } from './address.ts'
import { DevicesTable } from './DevicesTable.tsx'

function useDevices({ q, concern: word }: DevicesAddress) {
  const concern = deviceConcerns.find(concern => concern === word)
  const asked = { ...(q !== undefined && { q }), ...(concern && { concern }) }
  const pages = useRowPages<Answer>({
    key: ['devices', asked],
    ask: ({ offset }, signal) =>
      ask('/api/devices', {}, { ...asked, ...(offset !== '0' && { offset }) }, signal),
  })
  return { ...pages, concern }
}

export function DevicesPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/devices' })
  const navigate = useNavigate({ from: '/admin/devices' })
  const { loaded, isOld, concern, error, retry, seen } = useDevices(address)
  const isFiltered = address.q !== undefined || concern !== undefined
  const change = (search: DevicesAddress) =>
    void navigate({ search: parseDevicesAddress(search), replace: true, resetScroll: false })
  return (
    <Page name={t('pages.devices')} headline={useHeadline(loaded?.newest, isFiltered)}>
      <ListPage
        filters={
          <>
            <Search
              label={t('admin.devices.search')}
              text={address.q}
              search={q => change({ ...(q && { q }), ...(concern && { concern }) })}
            />
            <Concerns
              counts={loaded?.newest.concerns}
              chosen={concern}
              choose={concern => change({ ...(address.q && { q: address.q }), ...(concern && { concern }) })}
            />
          </>
        }
        total={loaded?.total}
        failed={error && <Refused what={t('admin.devices.failed')} error={error} retry={retry} />}
        empty={<Nothing isFiltered={isFiltered} clear={() => change({})} />}
      >
        {loaded && <DevicesTable rows={loaded.rows} total={loaded.total} isOld={isOld} seen={seen} />}
      </ListPage>
    </Page>
  )
}

function useHeadline(page: Answer | undefined, isFiltered: boolean): React.ReactNode {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('pages.devices')
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
    <Toggles label={t('admin.devices.filter')}>
      {deviceConcerns.map(concern => (
        <Toggle
          key={concern}
          isOn={concern === chosen}
          press={() => choose(concern === chosen ? undefined : concern)}
          count={counts && formats.number(counts[concern])}
        >
          {t(`admin.devices.concern.${concern}`)}
        </Toggle>
      ))}
    </Toggles>
  )
}

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }) {
  const { t } = useTranslation()
  if (!isFiltered) {
    return (
      <EmptyState title={t('admin.devices.emptyTitle')}>
        <p className={ui.soft}>{t('admin.devices.emptyNext')}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('admin.devices.noneNext')}>
      <Button onClick={clear}>{t('admin.devices.clear')}</Button>
    </EmptyState>
  )
}
