import type { PresenceState } from '../devices/rules.ts'

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
