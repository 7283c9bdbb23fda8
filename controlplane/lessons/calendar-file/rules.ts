import type { ClosedDays } from '../../calendar/closed/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import { type CivilDay, dayAfter, dayOf, minuteOf } from '../../calendar/day/rules.ts'
import {
  type DaySpan,
  daySpansMax,
  earliestLesson,
  latestLesson,
  type WeekSpan,
} from '../../locations/hours/rules.ts'

/** How far a calendar is looked at. */
export const calendarWeeks = 12

/**
 * Something in a calendar; `whole`: of whole days; `alone`: a change of something that is not in the calendar. Instants
 * in ms since 1970 UTC.
 */
type Event = { from: number; until: number; whole: boolean; alone?: boolean }
type Hours = DaySpan[]

/** What a calendar comes down to; `until`: the last day of which it speaks; undefined: it speaks of none. */
export type CalendarWeek = {
  events: number
  ignored: number
  week: WeekSpan[]
  exceptions: { day: Day; hours: Hours }[]
  until: Day | undefined
}

/**
 * The week is what a calendar says of most of each weekday, from `today` to its last event; days that go otherwise are
 * exceptions. Closed days tell nothing: a calendar repeats itself through holidays. Nor does a day with a change that
 * stands alone: it tells of itself only. Of two days told as often the one
 * with more lessons counts.
 */
export function weekOfCalendar(events: readonly Event[], closed: ClosedDays, today: CivilDay): CalendarWeek {
  const lessons = events.flatMap(asLesson)
  const byDay = Map.groupBy(lessons, ({ day }) => day)
  const until = [...byDay.keys()].sort().at(-1)
  const counts = { events: lessons.length, ignored: events.length - lessons.length }
  if (until === undefined) return { ...counts, week: [], exceptions: [], until }
  const days = daysUntil(today, until).filter(({ day }) => closed.get(day) === undefined)
  const told = days.map(({ day, weekday }) => {
    const ofDay = byDay.get(day) ?? []
    return { day, weekday, hours: merge(ofDay), isOther: ofDay.some(({ alone }) => alone) }
  })
  const usual = new Map(
    [1, 2, 3, 4, 5, 6, 7].map(weekday => [
      weekday,
      mostTold(told.filter(one => one.weekday === weekday && !one.isOther)),
    ]),
  )
  return {
    ...counts,
    week: [...usual].flatMap(([weekday, hours]) => hours.map(([from, to]): WeekSpan => [weekday, from, to])),
    exceptions: told
      .filter(({ weekday, hours }) => keyOf(hours) !== keyOf(usual.get(weekday) ?? []))
      .map(({ day, hours }) => ({ day, hours })),
    until,
  }
}

type Lesson = { day: Day; span: DaySpan; alone: boolean }

/** Whole days, nights and what takes no time are no lessons. */
function asLesson({ from, until, whole, alone = false }: Event): Lesson[] {
  const { day } = dayOf(from)
  if (whole || until <= from || dayOf(until).day !== day) return []
  const span: DaySpan = [Math.floor(minuteOf(from)), Math.ceil(minuteOf(until))]
  return span[0] < earliestLesson || span[1] > latestLesson ? [] : [{ day, span, alone }]
}

function daysUntil(today: CivilDay, until: Day): CivilDay[] {
  const days: CivilDay[] = []
  for (let day = today; day.day <= until; day = dayAfter(day)) days.push(day)
  return days
}

/** Lessons that are partly at once are one; so are those that lie nearest when a day has too many: none is lost. */
function merge(lessons: readonly Lesson[]): Hours {
  const spans = lessons.map(({ span }) => span).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  let apart = join(spans, (from, last) => from < last)
  while (apart.length > daySpansMax) {
    const nearest = Math.min(...apart.slice(1).map(([from], at) => from - (apart[at]?.[1] ?? 0)))
    apart = join(apart, (from, last) => from - last <= nearest)
  }
  return apart
}

function join(spans: readonly DaySpan[], belong: (from: number, last: number) => boolean): Hours {
  const joined: [number, number][] = []
  for (const [from, until] of spans) {
    const last = joined.at(-1)
    if (last && belong(from, last[1])) last[1] = Math.max(last[1], until)
    else joined.push([from, until])
  }
  return joined
}

function mostTold(days: readonly { hours: Hours }[]): Hours {
  const alike = [...Map.groupBy(days, ({ hours }) => keyOf(hours)).values()]
  const [most] = alike.toSorted(
    (a, b) => b.length - a.length || (b[0]?.hours.length ?? 0) - (a[0]?.hours.length ?? 0),
  )
  return most?.[0]?.hours ?? []
}

const keyOf = (hours: Hours) => hours.map(([from, until]) => `${from}-${until}`).join()
