import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TicketsPage } from '../../tickets/api.ts'
import { askingStates } from '../../tickets/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { mayDo, useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import layout from '../ui/layout.module.css'
import { Page } from '../ui/Page.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { hasFilters, type QueueAddress, withWords } from './address.ts'
import { ChosenFilters } from './ChosenFilters.tsx'
import { Filters } from './Filters.tsx'
import { QueueExport } from './QueueExport.tsx'
import { QueueTable } from './QueueTable.tsx'
import { TakeNext } from './TakeNext.tsx'
import { useFree } from './useFree.ts'
import { useQueue } from './useQueue.ts'

type Change = (address: QueueAddress) => Promise<void>

/** What asks for the helpdesk, what is taken first first. */
export function QueuePage() {
  const { t } = useTranslation()
  const { how } = useMe()
  const address = useSearch({ from: '/tickets' })
  const navigate = useNavigate({ from: '/tickets' })
  const { loaded, isOld, error, retry, seen } = useQueue(address)
  const now = useFree()?.now ?? 0
  const change: Change = search => navigate({ search, replace: true, resetScroll: false })
  const isWall = how === 'wall'
  return (
    <Page
      name={now > 0 ? `(${now}) ${t('pages.queue')}` : t('pages.queue')}
      headline={useHeadline(address, loaded?.newest)}
      aside={!isWall && <Aside address={address} total={loaded?.total ?? 0} />}
    >
      <ListPage
        filters={!isWall && <Filters address={address} change={change} states={loaded?.newest.states} />}
        chosen={!isWall && hasFilters(address) && <ChosenFilters address={address} change={change} />}
        total={loaded?.total}
        failed={error && <Refused what={t('queue.failed')} error={error} retry={retry} />}
        empty={<Nothing address={address} change={change} />}
      >
        {loaded && <QueueTable address={address} loaded={loaded} isOld={isOld} seen={seen} />}
      </ListPage>
    </Page>
  )
}

function Aside({ address, total }: { address: QueueAddress; total: number }) {
  const { t } = useTranslation()
  const { may } = useMay('openTickets')
  return (
    <div className={layout.row}>
      <QueueExport address={address} isEmpty={total === 0} />
      {may && (
        <Link to="/tickets/new" className={buttonLook()}>
          <IconPlus size={16} aria-hidden /> {t('queue.add')}
        </Link>
      )}
      <TakeNext />
    </div>
  )
}

/** "3 meldingen zijn van niemand · 2 bezig · 1 wacht"; of a filter how many it finds. */
function useHeadline(address: QueueAddress, page: TicketsPage | undefined): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('pages.queue')
  const says = (count: number) => ({ count, number: formats.number(count) })
  if (hasFilters(address)) return page.total === 0 ? t('queue.none') : t('queue.found', says(page.total))
  const { states } = page
  const waiting = states.waiting_user + states.waiting_third_party + states.planned
  const parts = [
    states.new > 0 && t('queue.free', says(states.new)),
    states.open > 0 && t('queue.inHand', says(states.open)),
    waiting > 0 && t('queue.waiting', says(waiting)),
  ].filter(part => part !== false)
  return parts.length === 0 ? t('queue.allQuiet') : parts.join(' · ')
}

function Nothing({ address, change }: { address: QueueAddress; change: Change }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  if (!hasFilters(address)) {
    return (
      <EmptyState title={t('queue.quietNext')}>
        {mayDo(roles, 'seeNow') && (
          <Link to="/" className={buttonLook()}>
            {t('queue.toNow')}
          </Link>
        )}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('queue.noMatchNext')}>
      <div className={layout.row}>
        <Button onClick={() => change({})}>{t('queue.clear')}</Button>
        {address.state === undefined && (
          <Button look="quiet" onClick={() => change(withWords(address, { state: withOver }))}>
            {t('queue.alsoOver')}
          </Button>
        )}
      </div>
    </EmptyState>
  )
}

const withOver = [...askingStates, 'resolved', 'closed'].join(',')
