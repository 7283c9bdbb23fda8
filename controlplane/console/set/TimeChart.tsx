import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Series } from '../../overview/set/series-api.ts'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { ChartTable } from './ChartTable.tsx'
import type { ChartPlan } from './chartPlan.ts'
import classes from './history.module.css'
import { limitOf, readingText, unitSymbol } from './limits.ts'
import { Plot } from './Plot.tsx'

type Props = {
  plan: ChartPlan
  series: Series
  /** The point that all charts show, an index in the series. */
  point: number | undefined
  setPoint: (index: number | undefined) => void
}

/** A chart with its values in words above it, steps by keyboard, and its table behind it. */
export function TimeChart({ plan, series, point, setPoint }: Props) {
  const { t } = useTranslation()
  const [isTable, setIsTable] = useState(false)
  const shown = point ?? lastKnown(plan, series)
  const name = t(`set.chart.${plan.key}`)
  const values = useValues(plan, series, shown)
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.chartHead}>
        <h3>{name}</h3>
        <button
          type="button"
          className={classes.flip}
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {t('set.showTable')}
          <span className={ui.hidden}> {name}</span>
        </button>
        <Legend plan={plan} values={values} />
      </figcaption>
      {isTable ? (
        <ChartTable plan={plan} series={series} name={name} />
      ) : (
        <Steps name={name} values={values} shown={shown} series={series} setPoint={setPoint}>
          <Plot plan={plan} series={series} point={point} setPoint={setPoint} />
        </Steps>
      )}
    </figure>
  )
}

/** `text` undefined: nobody knows. */
type Value = { reading: string; says: string; text: string | undefined }

/** What every series of a chart says at a point. */
function useValues(plan: ChartPlan, series: Series, point: number): Value[] {
  const { t } = useTranslation()
  const formats = useFormats()
  return plan.readings.map(reading => {
    const value = series.values[reading]?.[point] ?? null
    return {
      reading,
      says: t(`set.series.${reading}`),
      text: value === null ? undefined : readingText(formats, reading, value),
    }
  })
}

function Legend({ plan, values }: { plan: ChartPlan; values: readonly Value[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const limit = limitOf(plan.readings)
  return (
    <span className={classes.values}>
      {values.map(({ reading, says, text }, order) => (
        <span key={reading} className={classes.value} data-series={order + 1}>
          {plan.readings.length > 1 && <span className={ui.soft}>{says}</span>}
          {text ?? <Unknown />}
        </span>
      ))}
      {limit && (
        <span className={classes.limit}>
          {t('set.limit', { value: `${formats.number(limit.at)} ${unitSymbol(plan.readings[0])}` })}
        </span>
      )}
    </span>
  )
}

type StepsProps = Pick<Props, 'series' | 'setPoint'> & {
  name: string
  values: readonly Value[]
  shown: number
  children: ReactNode
}

/** From point to point by keyboard, each read out with what it says. */
function Steps({ name, values, shown, series, setPoint, children }: StepsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const last = series.at.length - 1
  const spoken = values.map(({ says, text }) => `${says} ${text ?? t('unknown.word')}`).join(', ')
  const step = (event: React.KeyboardEvent) => {
    const next = nextPoint(event.key, shown, last)
    if (next === undefined) return
    event.preventDefault()
    setPoint(next)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${name}. ${t('set.chartHelp')}`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={shown}
      aria-valuetext={`${formats.exact(series.at[shown] ?? series.to)}: ${spoken}`}
      className={classes.plot}
      onKeyDown={step}
      onBlur={() => setPoint(undefined)}
      onPointerLeave={() => setPoint(undefined)}
    >
      {children}
    </div>
  )
}

/** The newest point at which this chart knows anything. */
function lastKnown(plan: ChartPlan, series: Series): number {
  const known = series.at.findLastIndex((_, index) =>
    plan.readings.some(reading => series.values[reading]?.[index] != null),
  )
  return Math.max(known, 0)
}

const pageSteps = 10

function nextPoint(key: string, from: number, last: number): number | undefined {
  const moves: Record<string, number | undefined> = {
    ArrowRight: from + 1,
    ArrowUp: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from - 1,
    PageUp: from + pageSteps,
    PageDown: from - pageSteps,
    Home: 0,
    End: last,
  }
  const next = moves[key]
  return next === undefined ? undefined : Math.min(Math.max(next, 0), last)
}
