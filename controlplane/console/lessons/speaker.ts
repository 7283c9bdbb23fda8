import type { DayChangeSpeaker } from '../../lessons/day-change/rules.ts'
import type { Look } from '../../people/rules.ts'

/** Who types it says it, until somebody else is named. */
export function speakerOf(roles: readonly Look[]): DayChangeSpeaker {
  return roles.includes('counsellor') && !roles.includes('helpdesk') ? 'counsellor' : 'helpdesk'
}
