/**
 * What the control plane knows of the link to a set. `unheard`: registered, never spoke. `degraded`: only the HTTPS
 * beacon gets through. `off`: said goodbye, or silent while nobody expects it. `lost`: silent while it should speak.
 */
export const presenceStates = ['online', 'suspect', 'lost', 'degraded', 'off', 'unheard'] as const
export type PresenceState = (typeof presenceStates)[number]

export const deviceStates = ['prepared', 'active', 'questioned', 'returned', 'wiped', 'revoked'] as const
export type DeviceState = (typeof deviceStates)[number]
