import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Series } from '../../overview/set/series-api.ts'
import { useFormats } from '../ui/useTexts.ts'
import type { ChartPlan } from './chartPlan.ts'
import { limitOf, shownValue } from './limits.ts'
import { drawPlot, pointAt } from './plot.ts'

type Props = {
  plan: ChartPlan
  series: Series
  /** The point that all charts show, an index in the series. */
  point: number | undefined
  setPoint: (index: number | undefined) => void
}

/** Takes the colours of the scheme it was first drawn in: another scheme is another plot. */
export function Plot(props: Props) {
  const scheme = useComputedColorScheme()
  return <PlotIn key={scheme} {...props} />
}

function PlotIn({ plan, series, point, setPoint }: Props) {
  const formats = useFormats()
  const into = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const limit = limitOf(plan.readings)
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
