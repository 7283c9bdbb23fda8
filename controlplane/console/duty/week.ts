import type { Duty, DutyWeek } from '../../duty/api.ts'
import { minuteOfDay } from '../ui/wallClock.ts'

/** The hours that the grid draws at least. */
const usual = { first: 7, last: 18 }

/** Minutes since midnight on the clock of the wall. */
export type Span = { from: number; until: number }
export type DutyBlock = Span & { duty: Duty; lane: number; lanes: number }
export type DayPlan = { day: string; startsAt: number; blocks: DutyBlock[]; holes: Span[] }

const hour = 60

/** Every day of the week with its duties beside each other and the hours in which somebody should be there and is not. */
export function planOf({ days, duties, needed }: Pick<DutyWeek, 'days' | 'duties' | 'needed'>): DayPlan[] {
  return days.map(({ day, startsAt }, weekday) => {
    const next = days[weekday + 1]?.startsAt ?? Number.POSITIVE_INFINITY
    const spans = duties
      .filter(duty => duty.startsAt >= startsAt && duty.startsAt < next)
      .map(duty => ({ duty, ...spanOf(duty) }))
      .toSorted((a, b) => a.from - b.from || a.until - b.until)
    const wanted = needed.filter(one => one.startsAt >= startsAt && one.startsAt < next).map(spanOf)
    return { day, startsAt, blocks: inLanes(spans), holes: wanted.flatMap(span => holesIn(span, spans)) }
  })
}

/** Midnight at the end of the day counts as 24:00. */
function spanOf({ startsAt, endsAt }: Pick<Duty, 'startsAt' | 'endsAt'>): Span {
  const from = minuteOfDay(startsAt)
  const until = minuteOfDay(endsAt)
  return { from, until: until > from ? until : 24 * hour }
}

function holesIn(wanted: Span, spans: readonly Span[]): Span[] {
  const holes: Span[] = []
  let { from } = wanted
  for (const span of spans) {
    if (span.from > from && from < wanted.until)
      holes.push({ from, until: Math.min(span.from, wanted.until) })
    from = Math.max(from, span.until)
  }
  if (from < wanted.until) holes.push({ from, until: wanted.until })
  return holes
}

/** Duties at the same time stand beside each other. */
function inLanes(spans: readonly (Span & { duty: Duty })[]): DutyBlock[] {
  const blocks: DutyBlock[] = []
  let together: DutyBlock[] = []
  let ends: number[] = []
  const close = () => {
    for (const block of together) blocks.push({ ...block, lanes: ends.length })
    together = []
    ends = []
  }
  for (const span of spans) {
    if (ends.every(end => end <= span.from)) close()
    const free = ends.findIndex(end => end <= span.from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = span.until
    together.push({ ...span, lane, lanes: 0 })
  }
  close()
  return blocks
}

/** The whole hours that hold all there is in a week: those of an ordinary day, and earlier and later ones where needed. */
export function drawnHours(plan: readonly DayPlan[]): { first: number; last: number } {
  const spans = plan.flatMap(({ blocks, holes }) => [...blocks, ...holes])
  return {
    first: Math.floor(Math.min(usual.first, ...spans.map(({ from }) => from / hour))),
    last: Math.ceil(Math.max(usual.last, ...spans.map(({ until }) => until / hour))),
  }
}

/** Hours in which nobody is where somebody should be, over the whole week. */
export function hoursWithoutDuty(plan: readonly DayPlan[]): number {
  const minutes = plan.flatMap(({ holes }) => holes).reduce((sum, { from, until }) => sum + until - from, 0)
  return minutes / hour
}
