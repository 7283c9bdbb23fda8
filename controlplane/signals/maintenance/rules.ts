import type { KnownSubject } from '../subject/rules.ts'

/** Work on sets or at a place, from an instant until another; ms since 1970 UTC. */
export type Maintenance = { readonly scope: string; readonly from: number; readonly until: number }

/** What work can be on. */
export const maintenanceScopes = ['trajectory', 'set', 'location'] as const
export type MaintenanceScope = (typeof maintenanceScopes)[number]

export const maintenanceHoursMax = 24
const hourMs = 3_600_000
const aheadMsMax = 60 * 24 * hourMs

/** Why work cannot be planned so; undefined: it can. It begins now at the earliest. Instants in ms since 1970 UTC. */
export function whyNotPlan(
  { from, until }: { from: number; until: number },
  now: number,
): 'maintenance_order' | 'maintenance_long' | 'maintenance_far' | undefined {
  const begin = Math.max(from, now)
  if (until <= begin) return 'maintenance_order'
  if (until - begin > maintenanceHoursMax * hourMs) return 'maintenance_long'
  return begin - now > aheadMsMax ? 'maintenance_far' : undefined
}

/** Whether anything of the subject is worked on at `now`. `places`: codes of where its sets stand. */
export function isMaintained(
  { trajectory, home, school }: Pick<KnownSubject, 'trajectory' | 'home' | 'school'>,
  places: readonly string[],
  maintenances: readonly Maintenance[],
  now: number,
): boolean {
  const scopes = [
    ...(trajectory === null ? [] : [`trajectory:${trajectory}`]),
    ...[home, school].flatMap(set => (set === null ? [] : [`set:${set.label}`])),
    ...places.map(place => `location:${place}`),
  ]
  return maintenances.some(({ scope, from, until }) => scopes.includes(scope) && from <= now && now < until)
}
