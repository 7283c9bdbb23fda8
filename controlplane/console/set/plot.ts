import uPlot from 'uplot'
import type { Formats } from '../ui/formats.ts'
import type { ChartPlan } from './chartPlan.ts'

const heightPx = 132
const axisPx = 44
const axisFont = '12px system-ui, sans-serif'
const dayMs = 86_400_000
/** Lines are told apart without colour too. */
const dashes = [[], [6, 3], [1.5, 3]]

export type PlotInput = {
  plan: ChartPlan
  data: uPlot.AlignedData
  from: number
  to: number
  limit: number | undefined
  formats: Formats
  onPoint: (index: number | undefined) => void
}

/** Draws one chart into the element. Times are ms; the data has seconds, as uPlot wants them. */
export function drawPlot(into: HTMLElement, input: PlotInput): uPlot {
  const ink = inkOf(into)
  const { plan, from, to, limit, formats } = input
  const long = to - from > dayMs
  const moment = (seconds: number) =>
    long
      ? `${formats.weekday(seconds * 1000)} ${formats.dayOfMonth(seconds * 1000)}`
      : formats.time(seconds * 1000)
  const axis = { font: axisFont, stroke: ink.soft, ticks: { show: false } }
  return new uPlot(
    {
      width: Math.max(into.clientWidth, 120),
      height: heightPx,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Europe/Brussels'),
      legend: { show: false },
      padding: [10, 18, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 }, focus: { prox: -1 } },
      scales: {
        x: { range: () => [from / 1000, to / 1000] },
        y: { range: (_, min, max) => rangeOf(plan, min, max) },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 24,
          space: long ? 50 : 60,
          values: (_, splits) => splits.map(moment),
        },
        {
          ...axis,
          size: axisPx,
          space: 34,
          grid: { stroke: ink.hairline, width: 1 },
          values: (_, splits) => splits.map(value => formats.number(value)),
        },
      ],
      series: [
        {},
        ...plan.readings.map((_, order) => ({
          stroke: ink.series[order]!,
          width: 1.5,
          dash: dashes[order]!,
          points: { show: true, size: 4, fill: ink.series[order]!, filter: lonelyPoints },
        })),
      ],
      hooks: {
        draw: [plot => limit !== undefined && drawLimit(plot, limit, ink)],
        setCursor: [plot => plot.cursor.event && input.onPoint(plot.cursor.idx ?? undefined)],
      },
    },
    input.data,
    into,
  )
}

/** Puts the cursor at a point; `undefined` takes it away. */
export function pointAt(plot: uPlot, index: number | undefined) {
  const seconds = index === undefined ? undefined : plot.data[0][index]
  const left = seconds === undefined ? -10 : plot.valToPos(seconds, 'x')
  plot.setCursor({ left, top: left < 0 ? -10 : 0 }, false)
}

function rangeOf(plan: ChartPlan, min: number | null, max: number | null): [number, number] {
  const high = max !== null && max > plan.high ? max * 1.05 : plan.high
  return [Math.min(plan.low, min ?? plan.low), high]
}

/** A value between two gaps has no line: it is drawn as a point. */
function lonelyPoints(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? []
  const lonely: number[] = []
  for (let at = 0; at < values.length; at++) {
    if (values[at] != null && values[at - 1] == null && values[at + 1] == null) lonely.push(at)
  }
  return lonely
}

function drawLimit(plot: uPlot, limit: number, ink: Ink) {
  const { ctx, bbox } = plot
  const y = Math.round(plot.valToPos(limit, 'y', true)) + 0.5
  const ratio = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = ink.soft
  ctx.lineWidth = ratio
  ctx.setLineDash([4 * ratio, 4 * ratio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}

type Ink = { soft: string; hairline: string; series: string[] }

/** A canvas cannot read the names of our colours, so an element of the page tells what they are now. */
function inkOf(element: HTMLElement): Ink {
  const probe = element.appendChild(document.createElement('span'))
  const colour = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const ink = {
    soft: colour('--ink-soft'),
    hairline: colour('--hairline'),
    series: ['--series-1', '--series-2', '--series-3'].map(colour),
  }
  probe.remove()
  return ink
}
