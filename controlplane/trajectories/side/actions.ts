import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { SideFields } from '../api.ts'
import { findPlace, type Held, holdTrajectory } from '../queries.ts'
import { type Refusal, refuse } from '../refusal/rules.ts'
import { type Side, whyNotServe } from './rules.ts'

type SideOutcome = { ok: true; changes: Changes } | Refusal

/** Says where a side is, and which set serves it from now on; the one that did serves it no more. */
export function changeSide(
  sql: Database,
  { code, side }: { code: string; side: Side },
  fields: SideFields,
  { actor, now }: By,
): Promise<SideOutcome> {
  return sql.begin(async (tx): Promise<SideOutcome> => {
    const held = await holdTrajectory(tx, code)
    if (!held) return refuse('unknown_trajectory', code)
    const wanted = await findFreeSet(tx, { id: held.id, side, set: fields.set })
    if (!wanted.ok) return wanted
    const moved = await moveSide(tx, held, side, fields.location)
    if (!moved.ok) return moved
    const sets = await serveSide(tx, { id: held.id, side, wanted, now })
    const detail = { side, location: fields.location, set: fields.set }
    const subject = `trajectory:${code}`
    const isOtherSet = sets.length > 0
    if (isOtherSet) await recordAct(tx, { at: now, actor, act: 'pair_changed', subject, detail })
    else if (moved.isChanged)
      await recordAct(tx, { at: now, actor, act: 'trajectory_changed', subject, detail })
    if (!isOtherSet && !moved.isChanged) return { ok: true, changes: {} }
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, changes: { trajectory: [code], registered: sets } }
  })
}

async function moveSide(
  tx: Transaction,
  held: Held,
  side: Side,
  code: string | null,
): Promise<{ ok: true; isChanged: boolean } | Refusal> {
  if (code === held[side]) return { ok: true, isChanged: false }
  const place = code === null ? ({ ok: true, id: null } as const) : await findPlace(tx, side, code)
  if (!place.ok) return refuse(place.refusal, code ?? side)
  if (side === 'home') await tx`update trajectories set home_location_id = ${place.id} where id = ${held.id}`
  else await tx`update trajectories set school_location_id = ${place.id} where id = ${held.id}`
  return { ok: true, isChanged: true }
}

/** What is to serve a side: a set that is free for it, or none. */
type Wanted = { setId: string | null; label: string | null; servesAlready: boolean }
type Serving = { id: string; side: Side; wanted: Wanted; now: number }

/** Ends what served the side and begins with `wanted`. Returns the labels that changed. `id`: of the trajectory. */
export async function serveSide(tx: Transaction, { id, side, wanted, now }: Serving): Promise<string[]> {
  const { setId, label, servesAlready } = wanted
  const ended = await tx<{ label: string }[]>`
    update pair_sets p set until_at = greatest(p.from_at, ${now}::timestamptz)
    from sets s
    where s.id = p.set_id and p.trajectory_id = ${id} and p.side = ${side} and p.until_at is null
      and s.label is distinct from ${label}
    returning s.label`
  const sets = ended.map(one => one.label)
  if (setId === null || label === null || servesAlready) return sets
  await tx`
    insert into pair_sets (trajectory_id, side, set_id, from_at)
    values (${id}, ${side}, ${setId}, ${now}::timestamptz)`
  return [...sets, label]
}

type Found = { setId: string; kind: string; pairOf: string | null }

/** A set that can serve this side, held until the end of the transaction. `id` null: the trajectory is new. */
export async function findFreeSet(
  tx: Transaction,
  { id, side, set }: { id: string | null; side: Side; set: string | null },
): Promise<({ ok: true } & Wanted) | Refusal> {
  if (set === null) return { ok: true, setId: null, label: null, servesAlready: false }
  await tx`select from sets where label = ${set} for no key update`
  const [found] = await tx<Found[]>`
    select s.id as "setId", s.kind, p.trajectory_id as "pairOf"
    from sets s left join open_pairs p on p.set_id = s.id
    where s.label = ${set}`
  if (!found) return refuse('unknown_set', set)
  const refusal = whyNotServe(found, side, id)
  if (refusal) return refuse(refusal, set)
  return { ok: true, setId: found.setId, label: set, servesAlready: found.pairOf !== null }
}
