/**
 * What the control plane knows of the link to a set. `unheard`: registered, never spoke.
 * `off`: said goodbye, or silent while nobody expects it. `lost`: silent while it should speak.
 */
export const presenceStates = ['online', 'suspect', 'lost', 'off', 'unheard'] as const
export type PresenceState = (typeof presenceStates)[number]

export const deviceStates = ['prepared', 'active', 'questioned', 'returned', 'wiped', 'revoked'] as const
