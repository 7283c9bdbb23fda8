import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type ReadingName, reportFlags } from '../../../protocol/report.ts'
import type { SetDetail } from '../data/fetch.ts'
import { useNow } from '../ui/clock.ts'
import { Folded } from '../ui/Folded.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Status } from '../ui/Status.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { isBeyond, readingText } from './limits.ts'
import classes from './set.module.css'
import { reasonFor, type Unreadable, unreadableOf } from './unreadable.ts'

const groups = {
  line: [
    'rtt_p50_ms',
    'rtt_p95_ms',
    'jitter_ms',
    'loss_mean_percent',
    'loss_max_percent',
    'rx_bytes_per_second',
    'tx_bytes_per_second',
    'signal_min_dbm',
    'link_mbit_per_second',
  ],
  machine: [
    'cpu_mean_percent',
    'cpu_max_percent',
    'memory_used_percent',
    'disk_free_percent',
    'temperature_max_celsius',
    'battery_percent',
  ],
  agent: ['clock_offset_ms', 'outbox_depth', 'outbox_dropped', 'agent_memory_mb', 'agent_cpu_percent'],
} as const satisfies Record<string, readonly ReadingName[]>
const groupNames = Object.keys(groups) as (keyof typeof groups)[]

/** A report that is this many intervals late is old. */
const lateIntervals = 3
const grainMs = 15_000

export function Latest({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const now = useNow(grainMs)
  const { latest } = set
  const everySeconds = set.device?.reportIntervalSeconds ?? latest?.seconds ?? 0
  const isLate = latest !== null && now - latest.receivedAt > lateIntervals * everySeconds * 1000
  const isThrottled = latest !== null && (latest.flags & reportFlags.throttled) !== 0
  return (
    <Panel
      id="latest"
      title={t('set.readings')}
      aside={
        latest && (
          <span>
            <Moment at={latest.measuredAt} />
            {isLate && <span className={classes.late}> {t('set.old')}</span>}
          </span>
        )
      }
    >
      {isThrottled && (
        <Status tone="soon" icon={IconAlertTriangleFilled}>
          {t('set.throttled')}
        </Status>
      )}
      {latest ? (
        <Numbers set={set} latest={latest} isLate={isLate} />
      ) : (
        <p className={ui.soft}>{t('set.noReadings')}</p>
      )}
    </Panel>
  )
}

type NumbersProps = { set: SetDetail; latest: Report; isLate: boolean }

/** What was measured, in groups; what could not be read stands behind one line. */
function Numbers({ set, latest, isLate }: NumbersProps) {
  const { t } = useTranslation()
  const isRead = (name: ReadingName) => latest.readings[name] != null
  const unread = groupNames.flatMap(group => groups[group].filter(name => !isRead(name)))
  const list = (key: string, names: readonly ReadingName[]) => (
    <dl key={key} className={classes.readings} data-late={isLate}>
      {names.map(name => (
        <div key={name}>
          <dt>{t(`set.reading.${name}`)}</dt>
          <dd>
            <Reading name={name} latest={latest} unreadable={unreadableOf(set)} />
          </dd>
        </div>
      ))}
    </dl>
  )
  return (
    <>
      {groupNames.map(group => {
        const read = groups[group].filter(isRead)
        return read.length > 0 && list(group, read)
      })}
      {unread.length > 0 && (
        <Folded says={t('set.unreadable', { count: unread.length })}>{list('unread', unread)}</Folded>
      )}
    </>
  )
}

type Report = NonNullable<SetDetail['latest']>
type ReadingProps = { name: ReadingName; latest: Report; unreadable: Unreadable }

function Reading({ name, latest, unreadable }: ReadingProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const value = latest.readings[name]
  if (value === null || value === undefined) {
    if (latest.isLossOurs && name.startsWith('loss_')) return <Unknown reason={t('set.ours')} />
    const reason = reasonFor(unreadable, name)
    return <Unknown reason={reason && t(`unknown.reason.${reason}`)} />
  }
  const text = readingText(formats, name, value)
  if (!isBeyond(name, value)) return text
  return (
    <Status tone="soon" icon={IconAlertTriangleFilled}>
      {text}
    </Status>
  )
}
