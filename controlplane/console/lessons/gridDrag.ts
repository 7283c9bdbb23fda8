import type { WeekHours } from '../../locations/hours/api.ts'
import { latestLesson, type Minute, type WeekSpan } from '../../locations/hours/rules.ts'
import type { Deed } from './gridKeys.ts'
import {
  cellMinutes,
  fitted,
  isSame,
  lessonMeant,
  replaced,
  shifted,
  stepMinutes,
  withLesson,
  withoutLesson,
} from './week.ts'

/** What a hand holds: free space, an edge of a lesson, or a whole one. `start`: where it was taken. */
export type Drag =
  | { hold: 'free'; weekday: number; start: Minute }
  | { hold: 'from' | 'until' | 'lesson'; lesson: WeekSpan; start: Minute }

const snapped = (minute: Minute) => Math.round(minute / stepMinutes) * stepMinutes

/** The week while a hand pulls, and the lesson that it pulls; the week as it is when there is no room. */
export function pulled(week: WeekHours, drag: Drag, to: Minute): { week: WeekHours; lesson?: WeekSpan } {
  if (drag.hold === 'free') {
    const start = snapped(drag.start)
    const [from, until] = start < to ? [start, snapped(to)] : [snapped(to), start]
    const seed: WeekSpan = [drag.weekday, Math.min(start, latestLesson - stepMinutes), start + stepMinutes]
    const seeded = withLesson(week, seed)
    const made = seeded.find(one => one[0] === seed[0] && one[1] === seed[1])
    if (seeded === week || !made) return { week }
    const lesson = fitted(seeded, made, [from, until])
    return { week: replaced(seeded, made, lesson), lesson }
  }
  const by = snapped(to - drag.start)
  const [, from, until] = drag.lesson
  const lesson = pullOf[drag.hold](week, drag.lesson, [from, until, by])
  return { week: replaced(week, drag.lesson, lesson), lesson }
}

type Pull = (week: WeekHours, lesson: WeekSpan, at: readonly [Minute, Minute, number]) => WeekSpan

const pullOf: Record<'from' | 'until' | 'lesson', Pull> = {
  from: (week, lesson, [from, until, by]) =>
    fitted(week, lesson, [Math.min(from + by, until - stepMinutes), until]),
  until: (week, lesson, [from, until, by]) =>
    fitted(week, lesson, [from, Math.max(until + by, from + stepMinutes)]),
  lesson: (week, lesson, [, , by]) => shifted(week, lesson, by),
}

/** A click takes a lesson away, or makes the one that is meant there; undefined: there is no room. */
export function clicked(
  week: WeekHours,
  bells: WeekHours | null,
  drag: Drag,
): { week: WeekHours; deed: Deed } | undefined {
  if (drag.hold !== 'free')
    return { week: withoutLesson(week, drag.lesson), deed: { did: 'removed', lesson: drag.lesson } }
  const minute = Math.floor(drag.start / cellMinutes) * cellMinutes
  const next = withLesson(week, lessonMeant(week, bells, [drag.weekday, minute]))
  const lesson = next.find(one => !week.some(old => isSame(old, one)))
  return lesson && { week: next, deed: { did: 'made', lesson } }
}
