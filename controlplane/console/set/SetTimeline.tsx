import { useNavigate, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../overview/set/series-api.ts'
import { Refused } from '../data/Refused.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/Choices.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'
import { entryKinds, parseSetAddress } from './address.ts'
import { FactLine } from './FactList.tsx'
import { factSays, isKnownFact } from './factWords.ts'
import { useTimeline } from './useSet.ts'

export function SetTimeline({ label }: { label: string }) {
  const { t } = useTranslation()
  const { kind } = useSearch({ from: '/sets/$label' })
  const navigate = useNavigate({ from: '/sets/$label' })
  const timeline = useTimeline(label, kind)
  const entries = timeline.data?.pages.flatMap(page => page.entries)
  return (
    <Panel
      id="timeline"
      title={t('set.timeline')}
      aside={
        <Choices
          label={t('set.timeline')}
          options={(['all', ...entryKinds] as const).map(value => ({
            value,
            says: t(`set.timelineKind.${value}`),
          }))}
          chosen={kind ?? 'all'}
          choose={kind =>
            void navigate({
              search: old => parseSetAddress({ ...old, kind }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    >
      {entries?.length === 0 && <p className={ui.soft}>{t('set.timelineNone')}</p>}
      {entries && (
        <Timeline
          happenings={entries.map(entry => ({
            key: `${entry.kind} ${entry.at} ${'name' in entry ? entry.name : entry.state}`,
            at: entry.at,
            says: entry.kind === 'presence' ? <PresenceEntry entry={entry} /> : <FactEntry entry={entry} />,
          }))}
        />
      )}
      {timeline.isPending && <Skeleton rows={6} />}
      {timeline.isError && (
        <Refused
          what={t('set.timelineFailed')}
          error={timeline.error}
          retry={() => void timeline.refetch()}
        />
      )}
      {timeline.hasNextPage && (
        <Button disabled={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {timeline.isFetchingNextPage ? t('set.loadingMore') : t('set.more')}
        </Button>
      )}
    </Panel>
  )
}

function PresenceEntry({ entry }: { entry: Extract<TimelineEntry, { kind: 'presence' }> }) {
  const { t } = useTranslation()
  return (
    <span>
      <PresenceStatus state={entry.state} />{' '}
      <span className={ui.soft}>{t(`set.presenceCause.${entry.cause}`)}</span>
    </span>
  )
}

function FactEntry({ entry }: { entry: Extract<TimelineEntry, { kind: 'fact' }> }) {
  const { t } = useTranslation()
  const { lines, wrong, detail } = factSays(t, entry.name, entry.value)
  return (
    <span>
      <span className={ui.soft}>{isKnownFact(entry.name) ? t(`set.fact.${entry.name}`) : entry.name}</span>{' '}
      {lines.map((line, order) => (
        <Fragment key={line ?? ''}>
          {order > 0 && ' · '}
          <FactLine line={line} wrong={wrong} />
        </Fragment>
      ))}
      {detail && <span className={ui.soft}> {detail}</span>}
      {entry.uncertain && <span className={ui.soft}> ({t('set.uncertainTime')})</span>}
    </span>
  )
}
