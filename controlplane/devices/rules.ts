/**
 * What the control plane knows of the link to a set. `unheard`: registered, never spoke.
 * `off`: said goodbye, or silent while nobody expects it. `lost`: silent while it should speak.
 */
export const presenceStates = ['online', 'suspect', 'lost', 'off', 'unheard'] as const
export type PresenceState = (typeof presenceStates)[number]

export const deviceStates = ['prepared', 'active', 'questioned', 'returned', 'wiped', 'revoked'] as const
export type DeviceState = (typeof deviceStates)[number]

/** Whether a device in this state may connect. */
export const mayConnect: Record<DeviceState, boolean> = {
  prepared: true,
  active: true,
  questioned: true,
  returned: false,
  wiped: false,
  revoked: false,
}
