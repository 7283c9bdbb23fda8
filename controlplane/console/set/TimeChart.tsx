import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Series } from '../../overview/set/series-api.ts'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { ChartTable } from './ChartTable.tsx'
import type { ChartPlan } from './chartPlan.ts'
import classes from './history.module.css'
import { type Limit, limits, readingText, shownValue, unitSymbol } from './limits.ts'
import { drawPlot, pointAt } from './plot.ts'

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
  const formats = useFormats()
  const scheme = useComputedColorScheme()
  const [isTable, setIsTable] = useState(false)
  const last = series.at.length - 1
  const shown = point ?? lastKnown(plan, series)
  const name = t(`set.chart.${plan.key}`)
  const limit = limitOf(plan)
  const values = plan.readings.map(reading => {
    const value = series.values[reading]?.[shown] ?? null
    return {
      reading,
      says: t(`set.series.${reading}`),
      text: value === null ? undefined : readingText(formats, reading, value),
    }
  })
  const spoken = values.map(({ says, text }) => `${says} ${text ?? t('unknown.word')}`).join(', ')
  const step = (event: React.KeyboardEvent) => {
    const next = nextPoint(event.key, shown, last)
    if (next === undefined) return
    event.preventDefault()
    setPoint(next)
  }
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
      </figcaption>
      {isTable ? (
        <ChartTable plan={plan} series={series} name={name} />
      ) : (
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
          <Plot key={scheme} plan={plan} series={series} point={point} setPoint={setPoint} />
        </div>
      )}
    </figure>
  )
}

/** Takes the colours of the scheme it was first drawn in: another scheme is another plot. */
function Plot({ plan, series, point, setPoint }: Props) {
  const formats = useFormats()
  const into = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const limit = limitOf(plan)
  const data = useMemo(
    (): uPlot.AlignedData => [
      series.at.map(at => at / 1000),
      ...plan.readings.map(reading =>
        (series.values[reading] ?? []).map(value => shownValue(reading, value)),
      ),
    ],
    [series, plan],
  )
  useEffect(() => {
    const element = into.current!
    const drawn = drawPlot(element, {
      plan,
      data,
      from: series.from,
      to: series.to,
      limit: limit?.at,
      formats,
      onPoint: setPoint,
    })
    plot.current = drawn
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: Math.max(element.clientWidth, 120), height: drawn.height }),
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
      drawn.destroy()
      plot.current = null
    }
  }, [plan, data, series.from, series.to, limit?.at, formats, setPoint])
  useEffect(() => {
    if (plot.current) pointAt(plot.current, point)
  }, [point])
  return <div ref={into} aria-hidden />
}

function limitOf(plan: ChartPlan): Limit | undefined {
  return plan.readings.map(reading => limits[reading]).find(limit => limit !== undefined)
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
