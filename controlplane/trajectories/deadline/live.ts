import type { Day } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import type { Phase } from '../milestone/rules.ts'
import {
  judgePhase,
  type Milestone,
  type OpenMilestone,
  type Pause,
  type PhaseDeadline,
} from '../phase/rules.ts'
import { deadlineDay } from './rules.ts'

/** Where a trajectory is, and by when that must be over. */
export type PhaseNow = {
  phase: Phase
  deadline: { day: Day; isOver: boolean } | null
  open: OpenMilestone[]
}
export type Phases = (
  known: { milestones: readonly Milestone[]; pauses: readonly Pause[] },
  today: Day,
) => PhaseNow

/** Deadlines are counted from so many years before this one on; what is older is late in any case. */
const yearsBack = 2
/** Days from which working days were counted, kept for the next question. */
const countedMax = 5_000

/** Judges phases; the closed days are worked out once a year, and each deadline once. */
export function openPhases(): Phases {
  let closed: { year: number; days: ReturnType<typeof closedDays> } | undefined
  const counted = new Map<string, Day | null>()

  function closedIn(year: number) {
    if (closed?.year !== year) {
      closed = { year, days: closedDays(year - yearsBack, year + 1) }
      counted.clear()
    }
    return closed.days
  }

  function dayOf(deadline: PhaseDeadline | null, today: Day): Day | null {
    if (deadline === null || 'day' in deadline) return deadline?.day ?? null
    const days = closedIn(Number(today.slice(0, 4)))
    const key = `${deadline.from} ${deadline.workingDays}`
    const known = counted.get(key)
    if (known !== undefined) return known
    const day = deadlineDay(deadline, days)
    if (counted.size >= countedMax) counted.clear()
    counted.set(key, day)
    return day
  }

  return (known, today) => {
    const { phase, deadline, open } = judgePhase(known, today)
    const day = dayOf(deadline, today)
    return { phase, open, deadline: day === null ? null : { day, isOver: day < today } }
  }
}
