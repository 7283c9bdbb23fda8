import type { Asked } from './every-route-asked.ts'

/** Where what is asked for by itself is added. A contact of a place is everybody's; of a trajectory, its counsellor's. */
export const addedAt: Record<string, (whose: Asked['whose']) => string> = {
  contacts: whose => `POST /api/${whose === 'own' ? 'locations' : 'trajectories'}/:code/contacts`,
  'day-changes': () => 'POST /api/trajectories/:code/day-changes',
  'enrolment-tokens': () => 'POST /api/sets/:label/enrolment-code',
}

export function codeOf({ ground: { own, others }, whose }: Asked): string {
  return { own: own.trajectory, others: others.trajectory, missing: 'T-2026-9999' }[whose]
}
