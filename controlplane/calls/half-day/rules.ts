import { type Day, dayOf, instantOf, startOf } from '../../calendar/day/rules.ts'
import { commonOf, type Stretch } from '../time/rules.ts'

const minuteMs = 60_000
/** Half past twelve parts a day. */
const middleOfDay = 12 * 60 + 30

/** A half day in which both sides were in a call. */
export type HalfDay = { day: Day; half: 'morning' | 'afternoon'; minutes: number }

/** From so many connected minutes on a half lesson day counts as used. A number that people edit. */
export const defaultUsedMinutes = 20

/** The half days of these sessions, in order, with their connected minutes. `sessions`: none over a midnight. */
export function halfDaysOf(sessions: readonly Stretch[]): HalfDay[] {
  const found = new Map<string, HalfDay>()
  for (const session of sessions.toSorted((a, b) => a.from - b.from)) {
    const day = dayOf(session.from)
    const middle = instantOf(day, middleOfDay)
    const halves = {
      morning: { from: startOf(day.day), until: middle },
      afternoon: { from: middle, until: Number.POSITIVE_INFINITY },
    }
    for (const half of ['morning', 'afternoon'] as const) {
      const [part] = commonOf([session], [halves[half]])
      if (!part) continue
      const known = found.get(day.day + half) ?? { day: day.day, half, minutes: 0 }
      found.set(day.day + half, { ...known, minutes: known.minutes + (part.until - part.from) / minuteMs })
    }
  }
  return [...found.values()]
}
