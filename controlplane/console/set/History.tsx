import { useTranslation } from 'react-i18next'
import type { Series } from '../../overview/set/series-api.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { DaySteps } from '../parts/DaySteps.tsx'
import { Choices } from '../ui/Choices.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Folded } from '../ui/Folded.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { shownSpans } from './address.ts'
import { type ChartPlan, charts } from './chartPlan.ts'
import classes from './history.module.css'
import { PresenceStrip } from './PresenceStrip.tsx'
import { TimeChart } from './TimeChart.tsx'
import { reasonFor, unreadableOf } from './unreadable.ts'
import type { SetHistory } from './useHistory.ts'

/** How the link was, and of which time all that is shown below it is. */
export function HistoryStrip({ history }: { history: SetHistory }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { span, day, show, series, at, isOld } = history
  const grain = series && t(series.rollUp ? 'set.rollUp' : 'set.perReport')
  return (
    <section aria-label={t('set.strip')} className={classes.top}>
      <div className={classes.historyHead}>
        <Choices
          label={t('set.span.label')}
          options={shownSpans.map(value => ({ value, says: t(`set.span.${value}`) }))}
          chosen={day === undefined ? span : 'day'}
          choose={span => show({ span, day: undefined })}
        />
        <DaySteps label={t('set.span.oneDay')} day={day} choose={day => show({ span: undefined, day })} />
        <span className={ui.soft}>
          {at === undefined ? grain : t('set.pointer', { moment: formats.exact(at) })}
        </span>
      </div>
      {series ? (
        <div aria-busy={isOld} className={isOld ? ui.old : undefined}>
          <PresenceStrip series={series} at={at} goTo={day => show({ span: undefined, day })} />
        </div>
      ) : (
        <div className={classes.stripRoom} />
      )}
    </section>
  )
}

type Props = { set: SetDetail; history: SetHistory }

/** What was measured in that time. */
export function History({ set, history }: Props) {
  const { t } = useTranslation()
  const { series, error, refetch, isOld } = history
  return (
    <Panel id="history" title={t('set.history')}>
      {series && (
        <div aria-busy={isOld} className={isOld ? ui.old : undefined}>
          <Charts set={set} series={series} point={history.point} setPoint={history.setPointed} />
        </div>
      )}
      {!series && !error && <Skeleton rows={8} />}
      {error && <Refused what={t('set.historyFailed')} error={error} retry={() => void refetch()} />}
    </Panel>
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
        <Folded says={t('set.unreadable', { count: unknown.length })}>
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
        </Folded>
      )}
    </>
  )
}

function isKnown(plan: ChartPlan, series: Series): boolean {
  return plan.readings.some(reading => series.values[reading]?.some(value => value !== null))
}
