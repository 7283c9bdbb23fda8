import type { LocationKind } from '../locations/rules.ts'
import type { PersonalData, Sealed } from '../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import { isWhole, labelsMeant } from '../sets/rules.ts'
import type { Child } from './api.ts'
import { type KnownSet, placesOf, type Side, whyNotServe } from './side/rules.ts'

/** Whether it is a trajectory of this counsellor. */
export async function isTrajectoryOf(sql: Database, code: string, counsellor: string): Promise<boolean> {
  const [row] = await sql`select from trajectories where code = ${code} and counsellor_id = ${counsellor}`
  return row !== undefined
}

/** Whether the set stands in a trajectory of this counsellor now. */
export async function isSetOf(sql: Database, label: string, counsellor: string): Promise<boolean> {
  const [row] = await sql`
    select from sets s join open_pairs p on p.set_id = s.id
    join trajectories t on t.id = p.trajectory_id
    where s.label = ${label} and t.counsellor_id = ${counsellor}`
  return row !== undefined
}

/** How many children each key sealed. */
export async function countSealedChildren(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from trajectories where key_id is not null group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}

/** A trajectory while it is changed: nobody else changes it until the end of the transaction. */
export type Held = {
  id: string
  code: string
  level: string | null
  schoolYear: number | null
  counsellor: string | null
  home: string | null
  school: string | null
}

/** Undefined: there is none with this code. `home`, `school`: codes of locations. */
export async function holdTrajectory(tx: Transaction, code: string): Promise<Held | undefined> {
  const [row] = await tx<Held[]>`
    select t.id, t.code, t.level, t.school_year as "schoolYear", t.counsellor_id as counsellor,
      (select l.code from locations l where l.id = t.home_location_id) as home,
      (select l.code from locations l where l.id = t.school_location_id) as school
    from trajectories t where t.code = ${code} for no key update of t`
  return row
}

/** The code of a location of a kind that fits the side; a refusal says why not. */
export async function findPlace(
  tx: Transaction,
  side: Side,
  code: string,
): Promise<{ ok: true; id: string } | { ok: false; refusal: 'unknown_location' | 'wrong_place' }> {
  const [row] = await tx<
    { id: string; kind: LocationKind }[]
  >`select id, kind from locations where code = ${code}`
  if (!row) return { ok: false, refusal: 'unknown_location' }
  return placesOf(side).includes(row.kind) ? { ok: true, id: row.id } : { ok: false, refusal: 'wrong_place' }
}

/**
 * Why the set of this label, or the one that it is short for, cannot serve that side of the trajectory `of`, or of one
 * that is new; null: it can.
 */
export async function mayServe(
  sql: Database,
  { side, set, of }: { side: Side; set: string; of?: string | undefined },
): Promise<{ set: string; why: 'unknown_set' | NonNullable<ReturnType<typeof whyNotServe>> | null }> {
  const label = set.trim().toUpperCase()
  const found = await sql<(KnownSet & { label: string })[]>`
    select s.label, s.kind, t.code as "pairOf"
    from sets s left join open_pairs p on p.set_id = s.id left join trajectories t on t.id = p.trajectory_id
    where s.label = any(${[label, ...labelsMeant(set)]}::text[])`
  const [only, ...others] = found.filter(one => isWhole(set, one.label))
  const meant = found.find(one => one.label === label) ?? (others.length === 0 ? only : undefined)
  if (!meant) return { set, why: 'unknown_set' }
  return { set: meant.label, why: whyNotServe(meant, side, of ?? null) ?? null }
}

/** Whether somebody can have trajectories. */
export async function isCounsellor(tx: Transaction, account: string): Promise<boolean> {
  const [row] = await tx`select from accounts where id = ${account} and 'counsellor' = any(roles)`
  return row !== undefined
}

/** Opens what was sealed of a child. `id`: of the trajectory. */
export function openChild(personal: PersonalData, id: string, sealed: Sealed): Child {
  return personal.open<Child>(`child:${id}`, sealed)
}
