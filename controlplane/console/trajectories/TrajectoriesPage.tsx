import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TrajectoriesPage as Rows } from '../../overview/trajectories/api.ts'
import { reachOf } from '../../people/rules.ts'
import type { Phase } from '../../trajectories/milestone/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { ExportButtons } from '../parts/ExportButtons.tsx'
import { ReadIn } from '../parts/ReadIn.tsx'
import { useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import layout from '../ui/layout.module.css'
import { Page } from '../ui/Page.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { hasFilters, type TrajectoriesAddress, withoutFilters } from './address.ts'
import { ChosenWords, Filters } from './Filters.tsx'
import { TrajectoriesTable } from './TrajectoriesTable.tsx'
import { useTrajectories } from './useTrajectories.ts'

export function TrajectoriesPage() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const address = useSearch({ from: '/trajectories' })
  const navigate = useNavigate({ from: '/trajectories' })
  const { loaded, isOld, error, retry, seen } = useTrajectories(address)
  const page = loaded?.newest
  const change = (search: TrajectoriesAddress) => navigate({ search, replace: true, resetScroll: false })
  const isOwn = reachOf(roles, 'seeTrajectories') === 'own'
  return (
    <Page
      name={t('pages.trajectories')}
      headline={useHeadline(address, page, isOwn || address.whose === 'me')}
      aside={<Aside />}
    >
      <ListPage
        filters={<Filters address={address} change={change} page={page} isOwn={isOwn} />}
        chosen={hasFilters(address) && <ChosenWords address={address} change={change} />}
        total={loaded?.total}
        failed={error && <Refused what={t('trajectories.failed')} error={error} retry={retry} />}
        empty={<Nothing address={address} change={change} isOwn={isOwn} />}
      >
        {loaded && <TrajectoriesTable {...{ address, loaded, isOld, seen, change }} />}
      </ListPage>
    </Page>
  )
}

const ended: readonly Phase[] = ['closed', 'refused', 'withdrawn']

function useHeadline(address: TrajectoriesAddress, page: Rows | undefined, isMine: boolean): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('pages.trajectories')
  const says = (count: number) => ({ count, number: formats.number(count) })
  const { whose, ...others } = address
  if (hasFilters(others) || (whose !== undefined && whose !== 'me'))
    return page.total === 0 ? t('trajectories.none') : t('trajectories.found', says(page.total))
  if (page.total === 0) return t(isMine ? 'trajectories.emptyMine' : 'trajectories.emptyTitle')
  const over = ended.reduce((count, phase) => count + (page.phases[phase] ?? 0), 0)
  const running = t(isMine ? 'trajectories.mineRunning' : 'trajectories.running', says(page.total - over))
  return page.late === 0 ? running : t('trajectories.late', { running, ...says(page.late) })
}

function Aside() {
  const { t } = useTranslation()
  const { may } = useMay('registerTrajectories')
  return (
    <div className={layout.row}>
      <ReadIn kind="trajectories" />
      <ExportButtons kind="trajectories" />
      {may && (
        <Link to="/trajectories/new" className={buttonLook('primary')}>
          <IconPlus size={16} aria-hidden /> {t('trajectories.add')}
        </Link>
      )}
    </div>
  )
}

type NothingProps = {
  address: TrajectoriesAddress
  change: (address: TrajectoriesAddress) => Promise<void>
  isOwn: boolean
}

function Nothing({ address, change, isOwn }: NothingProps) {
  const { t } = useTranslation()
  const { may } = useMay('importTrajectories')
  if (hasFilters(address)) {
    return (
      <EmptyState title={t('trajectories.noMatchNext')}>
        <Button onClick={() => change(withoutFilters(address))}>{t('trajectories.clear')}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t(isOwn ? 'trajectories.emptyMineNext' : 'trajectories.emptyNext')}>
      {may && (
        <Link to="/admin/import" search={{ kind: 'trajectories' }} className={buttonLook()}>
          {t('trajectories.toImport')}
        </Link>
      )}
    </EmptyState>
  )
}
