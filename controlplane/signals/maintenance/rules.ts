import type { KnownSubject } from '../subject/rules.ts'

/** Work on sets or at a place, from an instant until another; ms since 1970 UTC. */
export type Maintenance = { readonly scope: string; readonly from: number; readonly until: number }

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
