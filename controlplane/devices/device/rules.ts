import { refusals } from '../../../protocol/kept-out.ts'
import type { DeviceState, PresenceState } from '../rules.ts'

type Step = { from: readonly DeviceState[]; to: DeviceState }

/** Every legal move of a device, by what causes it; what is not here does not happen. */
const moves = {
  connected: { from: ['prepared'], to: 'active' },
  take_overs: { from: ['prepared', 'active'], to: 'questioned' },
  floors: { from: ['prepared', 'active'], to: 'questioned' },
  replaced_certificate: { from: ['prepared', 'active'], to: 'questioned' },
  leap: { from: ['prepared', 'active'], to: 'questioned' },
  accepted: { from: ['questioned'], to: 'active' },
  returned: { from: ['active', 'questioned'], to: 'returned' },
  revoked: { from: ['prepared', 'active', 'questioned'], to: 'revoked' },
  wiped: { from: ['returned'], to: 'wiped' },
} as const satisfies Record<string, Step>

export type MoveCause = keyof typeof moves

/** The states from which `cause` leads to `to`; none: that is no legal move. */
export function sourcesOf(cause: MoveCause, to: DeviceState): DeviceState[] {
  const step: Step = moves[cause]
  return step.to === to ? [...step.from] : []
}

export function mayMove(from: DeviceState, cause: MoveCause): boolean {
  const step: Step = moves[cause]
  return step.from.includes(from)
}

/** Why the history of a device has a row: its beginning, a move, or a doubt that moves nothing yet. */
export const deviceCauses = [
  'registered',
  'enrolled',
  'connected',
  'take_overs',
  'floors',
  'replaced_certificate',
  'leap',
  'accepted',
  'returned',
  'revoked',
  'wiped',
  'take_over',
  'floor',
  'refused_connects',
  ...refusals,
] as const
export type DeviceCause = (typeof deviceCauses)[number]

/** Signs of a clone that make a device questioned (rule R32). */
export const cloneCauses = ['take_overs', 'floors', 'replaced_certificate', 'leap'] as const
export type CloneSign = (typeof cloneCauses)[number]

/** A doubt that is told again while it lasts gets a row at most this often, ms. */
export const doubtEveryMs = 3_600_000

/** How many of a lesser sign within which time (ms) make it a sign of a clone. */
export const cloneSigns = {
  take_over: { count: 3, withinMs: 600_000, becomes: 'take_overs' },
  floor: { count: 2, withinMs: 86_400_000, becomes: 'floors' },
} as const satisfies { [Sign in DeviceCause]?: { count: number; withinMs: number; becomes: CloneSign } }
export type LesserSign = keyof typeof cloneSigns

/** So many refused connects of one known device within this time (ms) are worth a row. */
export const refusedConnects = { count: 10, withinMs: 600_000 } as const

/** What a person may do with the device of a set. */
export const deviceCommands = ['ping', 'code', 'accept', 'return', 'revoke'] as const
export type DeviceCommand = (typeof deviceCommands)[number]

/** Why a command is not possible now. */
export const hindrances = [
  'no_authority',
  'no_device',
  'has_device',
  'never_heard',
  'not_questioned',
  'questioned',
  'not_connected',
] as const
export type Hindrance = (typeof hindrances)[number]

/** `state`: of the live device; null: there is none. */
export type DeviceSituation = {
  hasAuthority: boolean
  state: DeviceState | null
  presence: PresenceState
}

/** Why the device of a set is not asked anything now; undefined: it may be. */
export function askHindranceOf({
  state,
  presence,
}: Omit<DeviceSituation, 'hasAuthority'>): 'no_device' | 'questioned' | 'not_connected' | undefined {
  if (state === null) return 'no_device'
  if (state === 'questioned') return 'questioned'
  return presence === 'online' || presence === 'suspect' ? undefined : 'not_connected'
}

/** Why a command is not possible now; undefined: it is. The server refuses the same. */
export function hindranceOf(command: DeviceCommand, situation: DeviceSituation): Hindrance | undefined {
  const { hasAuthority, state, presence } = situation
  if (command === 'code') {
    if (!hasAuthority) return 'no_authority'
    return state === null ? undefined : 'has_device'
  }
  if (state === null) return 'no_device'
  if (command === 'ping') return askHindranceOf({ state, presence })
  if (command === 'accept') return state === 'questioned' ? undefined : 'not_questioned'
  if (command === 'return') return mayMove(state, 'returned') ? undefined : 'never_heard'
  return undefined
}
