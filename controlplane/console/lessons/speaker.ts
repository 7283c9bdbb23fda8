import type { DayChangeSpeaker } from '../../lessons/day-change/rules.ts'
import type { Role } from '../../people/rules.ts'

/** Who types it says it, until somebody else is named. */
export function speakerOf(roles: readonly Role[]): DayChangeSpeaker {
  return roles.includes('counsellor') && !roles.includes('helpdesk') ? 'counsellor' : 'helpdesk'
}
