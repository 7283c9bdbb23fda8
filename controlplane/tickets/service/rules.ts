import type { ClosedDays } from '../../calendar/closed/rules.ts'
import { type CivilDay, dayAfter, dayOf, instantOf } from '../../calendar/day/rules.ts'
import { addWorkingDays } from '../../calendar/working-day/rules.ts'
import type { TicketState } from '../rules.ts'
import type { Priority } from '../symptom/rules.ts'

/** Minutes of lesson within which a person does something first. */
const firstActionMinutes = { 1: 3, 2: 15 } as const
/** In days; the longest holiday is shorter. */
const halfDaysAheadMax = 70
const startOfDay = 8 * 60
const middleOfDay = 12.5 * 60
const endOfDay = 17 * 60
const workingDaysOfLast = 2
/** A child that has no lessons in sight keeps no ticket open for ever. */
const closeDaysMax = 14
const lessonDaysToClose = 2

/** A ticket of this priority that nobody acts on goes back to everybody after so many minutes of lesson; undefined: never. */
export function silentMinutes(priority: Priority): number | undefined {
  return priority === 1 || priority === 2 ? firstActionMinutes[priority] : undefined
}

type Clock = {
  /** The instant by which so many minutes of lesson have passed since then; undefined: not in sight. */
  afterMinutes(since: number, minutes: number): number | undefined
  closed: ClosedDays
}

/** By when somebody should have done something first; undefined: no lesson is in sight. ms since 1970 UTC. */
export function firstActionDue(
  priority: Priority,
  openedAt: number,
  { afterMinutes, closed }: Clock,
): number | undefined {
  if (priority === 1 || priority === 2) return afterMinutes(openedAt, firstActionMinutes[priority])
  return priority === 3
    ? nextHalfDayEnd(closed, openedAt)
    : workingDayEnd(closed, openedAt, workingDaysOfLast)
}

/** When the half day of school ends that begins after `at`. */
function nextHalfDayEnd(closed: ClosedDays, at: number): number | undefined {
  let day = dayOf(at)
  for (let ahead = 0; ahead <= halfDaysAheadMax; ahead++, day = dayAfter(day)) {
    const coming = halvesOf(closed, day).find(({ from }) => from > at)
    if (coming) return coming.until
  }
  return undefined
}

/** Wednesday afternoon is free. */
function halvesOf(closed: ClosedDays, day: CivilDay): Stretch[] {
  const half = closed.get(day.day)
  if (day.weekday > 5 || half === 'day') return []
  const morning = { from: instantOf(day, startOfDay), until: instantOf(day, middleOfDay) }
  const afternoon = { from: morning.until, until: instantOf(day, endOfDay) }
  return [
    ...(half === 'morning' ? [] : [morning]),
    ...(half === 'afternoon' || day.weekday === 3 ? [] : [afternoon]),
  ]
}

function workingDayEnd(closed: ClosedDays, at: number, days: number): number | undefined {
  const day = addWorkingDays(closed, dayOf(at).day, days)
  return day === undefined ? undefined : instantOf(dayAfter({ day }, 0), endOfDay)
}

type Stretch = { from: number; until: number }

/** When it was whose turn it was to act: in `new` and `open`. `moves`: the state from each instant on, in order. */
export function servedStretches(
  moves: readonly { at: number; state: TicketState }[],
  now: number,
): Stretch[] {
  return moves.flatMap(({ at, state }, place) => {
    const until = moves[place + 1]?.at ?? now
    return (state === 'new' || state === 'open') && until > at ? [{ from: at, until }] : []
  })
}

/**
 * When what was resolved is closed by itself: when two days with lessons have passed since that day. `lastLessonOf`: when
 * the lessons of a day end, null: it has none. Without lessons in two weeks two working days will do.
 */
export function closesAt(
  resolvedAt: number,
  lastLessonOf: ((noon: number) => number | null) | null,
  closed: ClosedDays,
): number | undefined {
  const today = dayOf(resolvedAt)
  const ends = Array.from({ length: closeDaysMax }, (_, ahead) => dayAfter(today, ahead + 1)).flatMap(
    ({ noon }) => lastLessonOf?.(noon) ?? [],
  )
  return ends[lessonDaysToClose - 1] ?? workingDayEnd(closed, resolvedAt, workingDaysOfLast)
}
