import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MaintenanceNow } from '../../signals/maintenance/api.ts'
import { Refused } from '../data/Refused.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { MaintenanceList } from './MaintenanceList.tsx'
import { PlanForm } from './PlanForm.tsx'
import { useMaintenance } from './useMaintenance.ts'

/** Where work is done, so that nobody is called for what comes of it. */
export function MaintenancePage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/maintenance' })
  const { data, error, refetch } = useMaintenance()
  return (
    <Page name={t('pages.maintenance')} headline={useHeadline(data)} sub={t('maintenance.what')}>
      <PlanForm key={address.of ?? ''} of={address} />
      {data && data.rows.length > 0 && <MaintenanceList rows={data.rows} at={data.at} />}
      {data?.rows.length === 0 && <EmptyState title={t('maintenance.noneNext')} />}
      {!data && error && (
        <Refused what={t('maintenance.failed')} error={error} retry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton rows={3} />}
    </Page>
  )
}

/** "Op 1 plaats is onderhoud bezig · 2 keer onderhoud gepland". */
function useHeadline(page: { at: number; rows: readonly MaintenanceNow[] } | undefined): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('pages.maintenance')
  const on = page.rows.filter(({ from }) => from <= page.at).length
  const coming = page.rows.length - on
  const says = (count: number) => ({ count, number: formats.number(count) })
  const parts = [
    on > 0 && t('maintenance.on', says(on)),
    coming > 0 && t('maintenance.planned', says(coming)),
  ].filter(part => part !== false)
  return parts.length === 0 ? t('maintenance.none') : parts.join(' · ')
}
