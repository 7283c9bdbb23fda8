import type { PresenceState } from '../devices/rules.ts'
import { type LessonStatus, nearMs } from '../lessons/status/rules.ts'

/** Until lessons judge a pair, its links do. Ordered as a technician looks: what asks for a person first. */
export const pairConditions = ['lost', 'suspect', 'degraded', 'unknown', 'off', 'connected'] as const
export type PairCondition = (typeof pairConditions)[number]

/** The worse side decides; a side without a set is unknown, and unknown is never healthy. */
export function pairCondition(
  home: PresenceState | undefined,
  school: PresenceState | undefined,
): PairCondition {
  const sides = [home ?? 'unheard', school ?? 'unheard'] as const
  return pairConditions.find(condition => sides.some(side => sideCondition[side] === condition)) ?? 'unknown'
}

const sideCondition: Record<PresenceState, PairCondition> = {
  lost: 'lost',
  suspect: 'suspect',
  degraded: 'degraded',
  unheard: 'unknown',
  off: 'off',
  online: 'connected',
}

type Asking = {
  lesson: { status: LessonStatus; until: number | null } | null
  home: { presence: PresenceState } | null
  school: { presence: PresenceState } | null
  isHere?: true
}

/**
 * Whether a pair asks for a person now: a link is lost or shaky in a lesson or in the ten minutes before it, or the
 * child says "ik ben er" and the class is not there. `at`: ms since 1970 UTC.
 */
export function asksForPerson({ lesson, home, school, isHere }: Asking, at: number): boolean {
  if (lesson === null) return false
  const { status, until } = lesson
  if (isHere && status !== 'outside' && school?.presence !== 'online') return true
  const isNear = status === 'run_up' && until !== null && until - at <= nearMs
  return (status === 'lesson' || isNear) && [home, school].some(isShaky)
}

function isShaky(side: { presence: PresenceState } | null): boolean {
  return side?.presence === 'lost' || side?.presence === 'suspect'
}
