/** Minutes since midnight by the clock on the wall, 0 … 1440. */
export type Minute = number
/** From a minute until another, the latter not included. */
export type Span = { from: Minute; until: Minute }

/**
 * Hours of a school and of lessons lie between these: the clock never changes there, so that a minute of the wall is
 * one instant and the day has one offset.
 */
export const earliestLesson: Minute = 6 * 60
export const latestLesson: Minute = 22 * 60

/** A span of one weekday (1 Monday … 7 Sunday), as it is stored and sent: weekday, from, until. */
export type WeekSpan = readonly [weekday: number, from: Minute, until: Minute]
/** A span of one day: from, until. */
export type DaySpan = readonly [from: Minute, until: Minute]

/** Spans of one day or week at most. */
export const daySpansMax = 16
export const weekSpansMax = 7 * daySpansMax

/** What may be wrong with hours, of a place and of lessons. */
export const hoursRefusals = {
  hours_wrong_order: {
    status: 422,
    message: 'These hours end before they begin: {where}.',
    expected: 'an end after the beginning',
  },
  hours_overlap: {
    status: 422,
    message: 'These hours overlap: {where}.',
    expected: 'hours after one another',
  },
} as const
export type WrongHours = keyof typeof hoursRefusals

/** What is wrong with the hours of one day; undefined: nothing. The schema holds them between 06:00 and 22:00. */
export function whyWrongDay(spans: readonly DaySpan[]): WrongHours | undefined {
  if (spans.some(([from, until]) => until <= from)) return 'hours_wrong_order'
  const sorted = spans.toSorted((a, b) => a[0] - b[0])
  return sorted.some(([from], index) => index > 0 && from < sorted[index - 1]![1])
    ? 'hours_overlap'
    : undefined
}

/** What is wrong with the hours of a week; undefined: nothing. */
export function whyWrongWeek(week: readonly WeekSpan[]): WrongHours | undefined {
  return [1, 2, 3, 4, 5, 6, 7]
    .map(weekday =>
      whyWrongDay(week.flatMap(([day, from, until]) => (day === weekday ? [[from, until] as const] : []))),
    )
    .find(wrong => wrong !== undefined)
}

/** A week by weekday, in order. */
export function byWeekday(week: readonly WeekSpan[]): Map<number, Span[]> {
  const days = new Map<number, Span[]>()
  for (const [weekday, from, until] of week.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
    days.set(weekday, [...(days.get(weekday) ?? []), { from, until }])
  return days
}
