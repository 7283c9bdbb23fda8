import type { Transaction } from '../../platform/postgres/database.ts'
import type { KnownTicket } from '../rules.ts'
import type { Symptom } from '../symptom/rules.ts'

/** A ticket while it is changed: nobody else changes it until the end of the transaction. Places and such by code. */
export type Held = KnownTicket & {
  id: string
  key: string
  symptom: Symptom
  trajectory: string | null
  set: string | null
  location: string | null
  openedAt: number
  changedAt: number
  claimedAt: number | null
  plannedFor: number | null
  healedAt: number | null
  resolvedAt: number | null
  closedAt: number | null
  mergedInto: string | null
}

type Which = { no: number } | { id: string }

/** Undefined: there is none. */
export async function holdTicket(tx: Transaction, which: Which): Promise<Held | undefined> {
  const wanted = 'no' in which ? tx`t.no = ${which.no}` : tx`t.id = ${which.id}`
  const [row] = await tx<Held[]>`
    select t.id, t.no, t.correlation_key as key, t.state, t.priority, t.symptom, t.owner, t.acted_at as "actedAt",
      t.lost_minutes as "lostMinutes", t.opened_at as "openedAt", t.changed_at as "changedAt",
      t.claimed_at as "claimedAt", t.planned_for as "plannedFor", t.healed_at as "healedAt",
      t.resolved_at as "resolvedAt", t.closed_at as "closedAt", t.merged_into as "mergedInto",
      (select code from trajectories where id = t.trajectory_id) as trajectory,
      (select label from sets where id = t.set_id) as set,
      (select code from locations where id = t.location_id) as location,
      t.trajectory_id is not null or t.location_id is not null as "isOfChildren"
    from tickets t where ${wanted} for no key update of t`
  return row
}

/**
 * The ticket of a trouble that counts, held: the one that is not over, else the last; of one that was merged where it
 * went. Those on the way are not held, so that nobody waits who holds the end.
 */
export async function holdOfKey(tx: Transaction, key: string): Promise<Held | undefined> {
  const [row] = await tx<{ id: string }[]>`
    with recursive way as (
      (select id, merged_into from tickets where correlation_key = ${key}
        order by state in ('closed', 'merged', 'cancelled'), no desc limit 1)
      union all
      select t.id, t.merged_into from way join tickets t on t.id = way.merged_into
    )
    select id from way where merged_into is null`
  const held = row && (await holdTicket(tx, row))
  // Merged at this very moment: it goes on elsewhere.
  return held?.state === 'merged' ? holdOfKey(tx, key) : held
}
