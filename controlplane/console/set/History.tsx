import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Series } from '../../overview/set/series-api.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Choices } from '../ui/Choices.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useTab } from '../ui/tabs.ts'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { parseSetAddress, shownSpans } from './address.ts'
import { type ChartPlan, charts } from './chartPlan.ts'
import classes from './history.module.css'
import { PresenceStrip } from './PresenceStrip.tsx'
import page from './set.module.css'
import { TimeChart } from './TimeChart.tsx'
import { reasonFor, unreadableOf } from './unreadable.ts'
import { useSeries } from './useSet.ts'

export function History({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { span = 'hour' } = useSearch({ from: '/sets/$label' })
  const navigate = useNavigate({ from: '/sets/$label' })
  const { data: series, error, refetch, isPlaceholderData } = useSeries(set.label, span)
  const [pointed, setPointed] = useState<number>()
  const at = pointed === undefined ? undefined : series?.at[pointed]
  useTab('history', t('set.history'))
  const grain = series && t(series.rollUp ? 'set.rollUp' : 'set.perReport')
  return (
    <section className={page.section} aria-labelledby="history">
      <div className={classes.historyHead}>
        <h2 id="history">{t('set.history')}</h2>
        <Choices
          label={t('set.span.label')}
          options={shownSpans.map(value => ({ value, says: t(`set.span.${value}`) }))}
          chosen={span}
          choose={span =>
            void navigate({
              search: old => parseSetAddress({ ...old, span }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <span className={ui.soft}>
          {at === undefined ? grain : t('set.pointer', { moment: formats.exact(at) })}
        </span>
      </div>
      {series && (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? ui.old : undefined}>
          <PresenceStrip series={series} at={at} />
          <Charts
            set={set}
            series={series}
            point={at === undefined ? undefined : pointed}
            setPoint={setPointed}
          />
        </div>
      )}
      {!series && !error && <Skeleton rows={8} />}
      {error && <Refused what={t('set.historyFailed')} error={error} retry={() => void refetch()} />}
    </section>
  )
}

type ChartsProps = {
  set: SetDetail
  series: Series
  point: number | undefined
  setPoint: (index: number | undefined) => void
}

function Charts({ set, series, point, setPoint }: ChartsProps) {
  const { t } = useTranslation()
  if (series.at.length === 0) return <p className={ui.soft}>{t('set.noPoints')}</p>
  const known = charts.filter(plan => isKnown(plan, series))
  const unknown = charts.filter(plan => !known.includes(plan))
  return (
    <>
      <div className={classes.charts}>
        {known.map(plan => (
          <TimeChart key={plan.key} plan={plan} series={series} point={point} setPoint={setPoint} />
        ))}
      </div>
      {unknown.length > 0 && (
        <Facts>
          {unknown.map(plan => {
            const reason = reasonFor(unreadableOf(set), plan.readings[0])
            return (
              <Fact key={plan.key} label={t(`set.chart.${plan.key}`)}>
                <Unknown reason={reason && t(`unknown.reason.${reason}`)} />
              </Fact>
            )
          })}
        </Facts>
      )}
    </>
  )
}

function isKnown(plan: ChartPlan, series: Series): boolean {
  return plan.readings.some(reading => series.values[reading]?.some(value => value !== null))
}
