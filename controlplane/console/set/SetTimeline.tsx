import { IconRefreshAlert } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../overview/set/series-api.ts'
import { Refused } from '../data/Refused.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/Choices.tsx'
import { Folded } from '../ui/Folded.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Status } from '../ui/Status.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'
import { entryKinds, parseSetAddress } from './address.ts'
import { FactLine } from './FactList.tsx'
import { factName, factSays } from './factWords.ts'
import { useTimeline } from './useSet.ts'

export function SetTimeline({ label }: { label: string }) {
  const { t } = useTranslation()
  const { kind, day } = useSearch({ from: '/sets/$label' })
  const navigate = useNavigate({ from: '/sets/$label' })
  const timeline = useTimeline(label, { ...(kind && { kind }), ...(day && { day }) })
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
      {entries?.length === 0 && (
        <p className={ui.soft}>{t(day === undefined ? 'set.timelineNone' : 'set.timelineNoneThatDay')}</p>
      )}
      {entries && (
        <Timeline
          happenings={entries.map(entry => ({
            key: keyOf(entry),
            at: entry.at,
            ...(entry.kind === 'breaks' && { from: entry.from }),
            says: <Entry entry={entry} />,
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

function keyOf(entry: TimelineEntry): string {
  const what = entry.kind === 'fact' ? entry.name : entry.kind === 'presence' ? entry.state : entry.from
  return `${entry.kind} ${entry.at} ${what}`
}

function Entry({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === 'presence') return <PresenceEntry entry={entry} />
  return entry.kind === 'fact' ? <FactEntry entry={entry} /> : <BreaksEntry entry={entry} />
}

/** A link that broke again and again: how often; each time behind it. */
function BreaksEntry({ entry }: { entry: Extract<TimelineEntry, { kind: 'breaks' }> }) {
  const { t } = useTranslation()
  const { times: count, isBack, changes } = entry
  const says = t(isBack ? 'set.breaks' : 'set.breaksGone', { count })
  return (
    <Folded
      says={
        <Status tone="soon" icon={IconRefreshAlert}>
          {says}
        </Status>
      }
    >
      <Timeline
        happenings={changes.map(change => ({
          key: `${change.at} ${change.state}`,
          at: change.at,
          says: <PresenceEntry entry={change} />,
        }))}
      />
    </Folded>
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
      <span className={ui.soft}>{factName(t, entry.name)}</span>{' '}
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
