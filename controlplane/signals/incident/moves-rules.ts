import type { Priority } from '../../tickets/symptom/rules.ts'
import type { IncidentState } from './rules.ts'

/** What a person may do with an incident. */
export const incidentCommands = [
  'acknowledge',
  'release',
  'mute',
  'unmute',
  'resolve',
  'tell',
  'move',
] as const
export type IncidentCommand = (typeof incidentCommands)[number]

/** What decides it. Instants in ms since 1970 UTC; `owner`: the account that looks at it. */
export type KnownIncident = {
  readonly state: IncidentState
  readonly owner: string | null
  readonly acknowledgedUntil: number | null
  readonly mutedUntil: number | null
  readonly isMutedUntilHealed: boolean
  /** Whether any of its signals is active. */
  readonly isActive: boolean
  readonly isStorm: boolean
}

/** Every legal move of a person: from where. That it heals, and that time is over, moves it by itself. */
const sources: Record<IncidentCommand, readonly IncidentState[]> = {
  acknowledge: ['open', 'acknowledged'],
  release: ['acknowledged'],
  mute: ['open', 'acknowledged'],
  // Also of what somebody said is over while it is not: then it comes back.
  unmute: ['open', 'acknowledged', 'resolved'],
  resolve: ['open', 'acknowledged'],
  tell: ['open', 'acknowledged'],
  // A pair that belongs to a storm, or does not.
  move: ['open', 'acknowledged'],
}

export type IncidentWhyNot =
  | 'incident_over'
  | 'incident_taken'
  | 'incident_not_taken'
  | 'incident_not_muted'
  | 'incident_active'
  | 'incident_no_storm'

/** Why this person may not do this with an incident now; undefined: they may. */
export function whyNotDo(
  command: IncidentCommand,
  known: KnownIncident,
  { actor, now }: { actor: string; now: number },
): IncidentWhyNot | undefined {
  const state = stateAt(known, now)
  if (!sources[command].includes(state)) return state === 'resolved' ? 'incident_over' : 'incident_not_taken'
  switch (command) {
    case 'acknowledge':
      return state === 'acknowledged' && known.owner !== actor ? 'incident_taken' : undefined
    case 'unmute':
      return isMuted(known, now) ? undefined : 'incident_not_muted'
    case 'resolve':
      return known.isActive && !known.isMutedUntilHealed ? 'incident_active' : undefined
    case 'tell':
    case 'move':
      return known.isStorm ? undefined : 'incident_no_storm'
    default:
      return undefined
  }
}

/** What somebody looks at is open again when their time is over, also before anybody judged so. */
export function stateAt(
  { state, acknowledgedUntil }: Pick<KnownIncident, 'state' | 'acknowledgedUntil'>,
  now: number,
): IncidentState {
  return state === 'acknowledged' && (acknowledgedUntil ?? 0) <= now ? 'open' : state
}

function isMuted(
  { mutedUntil, isMutedUntilHealed }: Pick<KnownIncident, 'mutedUntil' | 'isMutedUntilHealed'>,
  now: number,
): boolean {
  return isMutedUntilHealed || (mutedUntil !== null && mutedUntil > now)
}

/** Nobody mutes for longer without saying that it is until it heals. */
export const muteMinutesMax = 24 * 60
const urgentMs = 10 * 60_000
/** Where no day of school is in sight. */
const otherwiseMs = 86_400_000

/** Until when somebody looks at it. `schoolEndsAt`: of the day of school that is on or comes next. */
export function acknowledgedUntil(
  severity: Priority | null,
  schoolEndsAt: number | undefined,
  now: number,
): number {
  return severity === 1 ? now + urgentMs : (schoolEndsAt ?? now + otherwiseMs)
}
