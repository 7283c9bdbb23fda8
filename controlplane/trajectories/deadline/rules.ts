import type { ClosedDays } from '../../calendar/closed/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import { addWorkingDays } from '../../calendar/working-day/rules.ts'
import type { PhaseDeadline } from '../phase/rules.ts'

/** The day on which a phase must be over; null: it has none, or it is more than 400 days away. */
export function deadlineDay(deadline: PhaseDeadline | null, closed: ClosedDays): Day | null {
  if (deadline === null) return null
  if ('day' in deadline) return deadline.day
  return addWorkingDays(closed, deadline.from, deadline.workingDays) ?? null
}
