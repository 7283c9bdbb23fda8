import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { IncidentNow } from '../../signals/incident/api.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { PriorityStatus } from '../parts/ticket/PriorityStatus.tsx'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { Button } from '../ui/Button.tsx'
import type { Column } from '../ui/columns.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Page } from '../ui/Page.tsx'
import { Table } from '../ui/Table.tsx'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { whereOf } from './useSentence.ts'

/** Storms that are on, and on demand those of the last month. */
export function IncidentsPage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const address = useSearch({ from: '/incidents' })
  const navigate = useNavigate({ from: '/incidents' })
  const owner = useOwnerWords()
  const { data, error, refetch } = useQuery({
    queryKey: ['incidents', address],
    queryFn: ({ signal }) => ask('/api/incidents', {}, { storms: 'only', ...address }, signal),
  })
  const on = data?.rows.filter(({ state, suppressedBy }) => state !== 'resolved' && !suppressedBy).length ?? 0
  const headline = !data
    ? t('pages.incidents')
    : on === 0
      ? t('incident.list.calm')
      : t('incident.list.on', { count: on, number: formats.number(on) })
  const withOver = address.over === 'too'
  const turn = () => void navigate({ search: withOver ? {} : { over: 'too' }, replace: true })
  return (
    <Page name={t('pages.incidents')} headline={headline}>
      <ListPage
        filters={
          <Toggles label={t('incident.list.which')}>
            <Toggle isOn={withOver} press={turn}>
              {t('incident.list.over')}
            </Toggle>
          </Toggles>
        }
        total={data?.rows.length}
        failed={
          error &&
          !data && <Refused what={t('incident.list.failed')} error={error} retry={() => void refetch()} />
        }
        empty={
          <EmptyState title={t(withOver ? 'incident.list.never' : 'incident.list.none')}>
            {!withOver && <Button onClick={turn}>{t('incident.list.showOver')}</Button>}
          </EmptyState>
        }
      >
        {data && (
          <Table
            label={t('pages.incidents')}
            columns={columnsOf(t, owner)}
            rows={new Map(data.rows.map((row, place) => [place, row]))}
            total={data.rows.length}
            idOf={({ id }) => id}
          />
        )}
      </ListPage>
    </Page>
  )
}

function columnsOf(t: TFunction, owner: ReturnType<typeof useOwnerWords>): Column<IncidentNow>[] {
  const column = (id: keyof typeof widths, cell: Column<IncidentNow>['cell']): Column<IncidentNow> => {
    return { id, head: t(`incident.list.columns.${id}`), width: widths[id], cell, isNumber: id === 'sets' }
  }
  return [
    column('what', row => (
      <Link to="/incidents/$id" params={{ id: row.id }} search={{}} data-row>
        {whereOf(row) ?? t('incident.list.everywhere')}
        <Inside of={row.suppressedBy} />
      </Link>
    )),
    column('severity', ({ severity, state, suppressedBy }) =>
      severity === null || suppressedBy !== null ? (
        <None />
      ) : (
        <PriorityStatus priority={severity} isOver={state === 'resolved'} />
      ),
    ),
    column('sets', ({ sets }) => sets),
    column('since', ({ openedAt }) => <Moment at={openedAt} />),
    column('until', ({ resolvedAt }) =>
      resolvedAt === null ? <None /> : <Moment at={resolvedAt} ago="none" />,
    ),
    column('who', row => (row.state === 'resolved' ? <None /> : owner(row.owner))),
    column('ticket', ({ ticket }) =>
      ticket === null ? (
        <None />
      ) : (
        <Link to="/tickets/$no" params={{ no: String(ticket) }} search={{}}>
          {t('ticket.number', { no: ticket })}
        </Link>
      ),
    ),
  ]
}

const widths = {
  what: 'minmax(14rem, 2fr)',
  severity: '8rem',
  sets: '5rem',
  since: '12rem',
  until: '8rem',
  who: '8rem',
  ticket: '8rem',
} as const

/** What a wider one explains asks for nobody by itself. */
function Inside({ of }: { of: string | null }) {
  const { t } = useTranslation()
  if (of === null) return null
  const says = of === 'platform' ? t('incident.partOfPlatform') : t('incident.partOf', { name: of })
  return <span className={ui.soft}> · {says}</span>
}

function None() {
  return <span className={ui.soft}>–</span>
}
