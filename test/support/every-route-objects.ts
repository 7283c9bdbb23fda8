import { randomBytes } from 'node:crypto'
import type { Asked } from './every-route-asked.ts'
import { openSignInOf } from './every-route-ground.ts'
import { newDeviceId } from './registration.ts'

type Find = (asked: Asked) => string | Promise<string>

/**
 * The objects that addresses name, by the word before them. Of any other kind that can be added at the same address
 * one is added by that, so that a line is needed here only where a role reaches its own alone.
 */
export const objects: Record<string, Find> = {
  sets: ({ ground: { own, others }, whose }) =>
    ({ own: own.school.label, others: others.school.label, missing: 'KS-9999' })[whose],
  trajectories: codeOf,
  locations: ({ ground: { own, others }, whose }) =>
    ({ own: `SCH-${own.school.label}`, others: `SCH-${others.school.label}`, missing: 'SCH-9999' })[whose],
  async devices({ ground: { plane, own, others }, whose }) {
    await plane.sql`update devices set state = 'active' where state <> 'active'`
    return { own: own.home.deviceId, others: others.home.deviceId, missing: newDeviceId() }[whose]
  },
  async accounts({ ground: { plane, bystander }, asker, whose }) {
    await plane.sql`update accounts set disabled_at = null where id = ${bystander} and disabled_at is not null`
    return { own: asker.accountId, others: bystander, missing: crypto.randomUUID() }[whose]
  },
  async 'sign-ins'({ ground: { plane, bystander }, asker, whose }) {
    if (whose === 'missing') return crypto.randomUUID()
    return (await openSignInOf(plane, whose === 'own' ? asker.accountId : bystander, ['policy'])).id
  },
  'enrolment-tokens': putCode,
}

/** Where what is asked for by itself is added. A contact of a place is everybody's; of a trajectory, its counsellor's. */
export const addedAt: Record<string, (whose: Asked['whose']) => string> = {
  contacts: whose => `POST /api/${whose === 'own' ? 'locations' : 'trajectories'}/:code/contacts`,
  'day-changes': () => 'POST /api/trajectories/:code/day-changes',
}

export function codeOf({ ground: { own, others }, whose }: Asked): string {
  return { own: own.trajectory, others: others.trajectory, missing: 'T-2026-9999' }[whose]
}

async function putCode({ ground: { plane, own, others }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const { label } = whose === 'own' ? own.home : others.home
  const [row] = await plane.sql<{ id: string }[]>`
    insert into enrolment_tokens (set_id, hash, issued_at, expires_at)
    select id, ${randomBytes(32).toString('hex')}, now(), now() + interval '1 day' from sets where label = ${label}
    returning id`
  return row!.id
}
