import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TrajectoriesPage as Rows } from '../../overview/trajectories/api.ts'
import { reachOf } from '../../people/rules.ts'
import type { Phase } from '../../trajectories/milestone/rules.ts'
import { Empty, FetchFailed } from '../data/Notice.tsx'
import { ExportButtons } from '../parts/ExportButtons.tsx'
import { useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { hasFilters, type TrajectoriesAddress, withoutFilters } from './address.ts'
import { ChosenWords, Filters } from './Filters.tsx'
import { PageLinks } from './PageLinks.tsx'
import { TrajectoriesTable } from './TrajectoriesTable.tsx'
import classes from './trajectories.module.css'
import { useTrajectories } from './useTrajectories.ts'

export function TrajectoriesPage() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const address = useSearch({ from: '/trajectories' })
  const navigate = useNavigate({ from: '/trajectories' })
  const page = useTrajectories(address)
  const change = (search: TrajectoriesAddress) => void navigate({ search, replace: true, resetScroll: false })
  const isOwn = reachOf(roles, 'seeTrajectories') === 'own'
  const { data, error, refetch, isPlaceholderData } = page
  return (
    <Page
      name={t('pages.trajectories')}
      headline={useHeadline(address, data, isOwn || address.whose === 'me')}
      aside={<Aside />}
    >
      <Filters address={address} change={change} page={data} isOwn={isOwn} />
      {hasFilters(address) && <ChosenWords address={address} change={change} />}
      {!data && error && (
        <FetchFailed what={t('trajectories.failed')} error={error} retry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton rows={14} />}
      {data && data.total === 0 && <Nothing address={address} change={change} isOwn={isOwn} />}
      {data && data.total > 0 && (
        <>
          <TrajectoriesTable address={address} page={data} isOld={isPlaceholderData} change={change} />
          <PageLinks address={address} total={data.total} />
        </>
      )}
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
  const may = useMay('registerTrajectories')
  return (
    <div className={classes.aside}>
      <ExportButtons kind="trajectories" />
      {may.may ? (
        <Link to="/trajectories/new" className={`${ui.button} ${classes.primary}`}>
          <IconPlus size={16} aria-hidden /> {t('trajectories.add')}
        </Link>
      ) : (
        <span className={classes.refused}>
          <button type="button" className={ui.button} aria-disabled aria-describedby="add-refused">
            <IconPlus size={16} aria-hidden /> {t('trajectories.add')}
          </button>
          <span id="add-refused" className={ui.soft}>
            {may.reason}
          </span>
        </span>
      )}
    </div>
  )
}

type NothingProps = {
  address: TrajectoriesAddress
  change: (address: TrajectoriesAddress) => void
  isOwn: boolean
}

function Nothing({ address, change, isOwn }: NothingProps) {
  const { t } = useTranslation()
  const { may } = useMay('importTrajectories')
  if (hasFilters(address)) {
    return (
      <Empty title={t('trajectories.noMatchNext')}>
        <button type="button" className={ui.button} onClick={() => change(withoutFilters(address))}>
          {t('trajectories.clear')}
        </button>
      </Empty>
    )
  }
  return (
    <Empty title={t(isOwn ? 'trajectories.emptyMineNext' : 'trajectories.emptyNext')}>
      {may && (
        <Link to="/admin/import" search={{ kind: 'trajectories' }} className={ui.button}>
          {t('trajectories.toImport')}
        </Link>
      )}
    </Empty>
  )
}
