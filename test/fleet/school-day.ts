/** Wall-clock time in Flanders: day of the week (Monday is 1) and minutes since midnight. */
export type LocalTime = { weekday: number; minute: number }

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Brussels',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export function localTime(atMs: number): LocalTime {
  const found = Object.fromEntries(parts.formatToParts(atMs).map(({ type, value }) => [type, value]))
  return {
    weekday: weekdays.indexOf(found.weekday ?? '') + 1,
    minute: Number(found.hour) * 60 + Number(found.minute),
  }
}

const at = (hour: number, minute: number) => hour * 60 + minute
const lessons: readonly (readonly [from: number, to: number])[] = [
  [at(8, 30), at(10, 10)],
  [at(10, 25), at(12, 5)],
  [at(13, 10), at(14, 50)],
  [at(15, 0), at(15, 50)],
]

/** How much of a lesson is going on, 0 to 1; `shift` moves this trajectory's day by some minutes. */
export function lessonLoad({ weekday, minute }: LocalTime, shift: number): number {
  if (weekday < 1 || weekday > 5) return 0
  if (weekday === 3 && minute >= at(12, 5)) return 0
  return lessons.some(([from, to]) => minute >= from + shift && minute < to + shift) ? 1 : 0
}
