import type { WeekHours } from '../../locations/hours/api.ts'
import {
  type DaySpan,
  daySpansMax,
  earliestLesson,
  latestLesson,
  type Minute,
  type WeekSpan,
} from '../../locations/hours/rules.ts'

/** The grain of lessons that are drawn; the grain of the cells that the arrows walk along. Minutes. */
export const stepMinutes = 5
export const cellMinutes = 30
/** A lesson that nobody gave a length. */
const usualMinutes = 50

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
/** The days on which schools are closed. */
export const isWeekend = (weekday: number) => weekday > 5

/** In order of day and hour. */
export function sorted(week: readonly WeekSpan[]): WeekHours {
  return week.map(([day, from, until]): [number, number, number] => [day, from, until]).toSorted(byStart)
}

const byStart = (a: WeekSpan, b: WeekSpan) => a[0] - b[0] || a[1] - b[1]

export function onDay(week: readonly WeekSpan[], weekday: number): DaySpan[] {
  return sorted(week).flatMap(([day, from, until]) => (day === weekday ? [[from, until] as const] : []))
}

/** The lesson in a cell: that in which the cell begins, or the first that begins in it. */
export function lessonIn(week: readonly WeekSpan[], weekday: number, cell: Minute): WeekSpan | undefined {
  const here = sorted(week).filter(
    ([day, from, until]) => day === weekday && from < cell + cellMinutes && until > cell,
  )
  return here.find(([, from, until]) => from <= cell && cell < until) ?? here[0]
}

/** What is free around a minute, between the lessons before and after it; undefined: a lesson is there. */
function freeAround(week: readonly WeekSpan[], weekday: number, minute: Minute): DaySpan | undefined {
  const lessons = onDay(week, weekday)
  if (lessons.some(([from, until]) => from <= minute && minute < until)) return undefined
  const from = Math.max(earliestLesson, ...lessons.map(([, until]) => until).filter(end => end <= minute))
  const until = Math.min(latestLesson, ...lessons.map(([begin]) => begin).filter(begin => begin > minute))
  return [from, until]
}

/** With a lesson more, as far as there is room for it around its start; the same week when there is none. */
export function withLesson(week: WeekHours, [weekday, from, until]: WeekSpan): WeekHours {
  const free = freeAround(week, weekday, from)
  if (!free || onDay(week, weekday).length >= daySpansMax) return week
  const begin = Math.max(from, free[0])
  const end = Math.min(until, free[1])
  return end - begin < stepMinutes ? week : sorted([...week, [weekday, begin, end]])
}

/** The lesson that a person means who points at a free minute: the hour of the bell there, or a usual one from it. */
export function lessonMeant(
  week: readonly WeekSpan[],
  bells: readonly WeekSpan[] | null,
  [weekday, minute]: readonly [number, Minute],
): WeekSpan {
  const bell = onDay(bells ?? [], weekday).find(
    ([from, until]) => from < minute + cellMinutes && until > minute && freeAround(week, weekday, from),
  )
  return bell ? [weekday, bell[0], bell[1]] : [weekday, minute, minute + usualMinutes]
}

export const isSame = (a: WeekSpan, b: WeekSpan) => a[0] === b[0] && a[1] === b[1] && a[2] === b[2]

export function withoutLesson(week: WeekHours, lesson: WeekSpan): WeekHours {
  return week.filter(one => !isSame(one, lesson))
}

/** The lesson with other hours, kept between its neighbours and at least one step long. */
export function fitted(week: WeekHours, lesson: WeekSpan, [from, until]: DaySpan): WeekSpan {
  const [weekday, begin] = lesson
  const [first, last] = freeAround(withoutLesson(week, lesson), weekday, begin) ?? [begin, lesson[2]]
  const start = Math.min(Math.max(from, first), last - stepMinutes)
  return [weekday, start, Math.max(start + stepMinutes, Math.min(until, last))]
}

/** The same lesson earlier or later, its length kept. */
export function shifted(week: WeekHours, lesson: WeekSpan, by: number): WeekSpan {
  const [weekday, from, until] = lesson
  const [first, last] = freeAround(withoutLesson(week, lesson), weekday, from) ?? [from, until]
  const room = Math.min(Math.max(by, first - from), last - until)
  return [weekday, from + room, until + room]
}

export function replaced(week: WeekHours, lesson: WeekSpan, by: WeekSpan): WeekHours {
  return sorted([...withoutLesson(week, lesson), by])
}

/** The lessons of one day on other days too, in the place of what was there. */
export function copiedTo(week: WeekHours, weekday: number, to: readonly number[]): WeekHours {
  const day = onDay(week, weekday)
  const others = week.filter(([one]) => !to.includes(one))
  return sorted([...others, ...to.flatMap(one => day.map(([from, until]): WeekSpan => [one, from, until]))])
}

/** The lessons of one day in the place of what was there. */
export function withDay(week: WeekHours, weekday: number, day: readonly DaySpan[]): WeekHours {
  const others = week.filter(([one]) => one !== weekday)
  return sorted([...others, ...day.map(([from, until]): WeekSpan => [weekday, from, until])])
}

/** Whole hours from which until which a grid is drawn that shows all of this: at least 08:00–17:00. Minutes. */
export function hoursAround(spans: readonly DaySpan[]): DaySpan {
  const from = Math.min(8 * 60, ...spans.map(([begin]) => begin))
  const until = Math.max(17 * 60, ...spans.map(([, end]) => end))
  return [Math.floor(from / 60) * 60, Math.ceil(until / 60) * 60]
}

export const minutesOf = (spans: readonly DaySpan[]) =>
  spans.reduce((sum, [from, until]) => sum + until - from, 0)
