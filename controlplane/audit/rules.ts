/** Everything that is written down when somebody does it. */
export const acts = [
  'signed_in',
  'signed_out',
  'sign_in_refused',
  'sign_in_confirmed',
  'sign_in_ended',
  'link_issued',
  'account_added',
  'roles_changed',
  'account_disabled',
  'account_enabled',
  'duty_added',
  'duty_removed',
  'duty_taken_over',
  'sets_registered',
  'devices_registered',
  'locations_registered',
  'trajectories_registered',
  'address_changed',
  'location_changed',
  'locations_imported',
  'locations_exported',
  'closed_day_set',
  'closed_day_removed',
  'trajectory_opened',
  'trajectory_changed',
  'trajectories_imported',
  'trajectories_exported',
  'child_changed',
  'milestone_set',
  'milestone_removed',
  'pause_added',
  'pause_removed',
  'pair_changed',
  'contact_added',
  'contact_changed',
  'contact_removed',
  'timetable_changed',
  'timetables_imported',
  'timetables_exported',
  'exception_set',
  'exception_removed',
  'day_change_said',
  'day_change_withdrawn',
  'code_issued',
  'code_revoked',
  'device_asked',
  'device_accepted',
  'device_returned',
  'device_revoked',
  'sets_exported',
  'audit_exported',
  'personal_key_rotated',
] as const
export type ActName = (typeof acts)[number]

/** Who does something, and when (ms since 1970 UTC). */
export type By = { actor: string; now: number }

/** `actor`: an account (uuid), `server` or `system`. `subject`: kind and code. `detail`: codes and counts, no names. */
export type Act = {
  at: number
  actor: string
  act: ActName
  subject: string
  detail?: Record<string, string | number | boolean | null | readonly string[]>
}

export const readings = ['detail', 'search', 'board', 'export'] as const

/** `records`: kind and code of each. */
export type Read = {
  at: number
  accountId: string
  records: readonly string[]
  how: (typeof readings)[number]
}
