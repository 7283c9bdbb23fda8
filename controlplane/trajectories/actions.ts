import { recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Changes } from '../platform/changes/rules.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { NewTrajectory } from './api.ts'
import { holdCodes } from './open/actions.ts'
import type { TrajectoryRefusal } from './refusal/rules.ts'

type RegisterRefusal = Extract<
  TrajectoryRefusal,
  'unknown_set' | 'wrong_kind' | 'set_in_pair' | 'unknown_location' | 'unknown_counsellor'
>
type Registered =
  | { ok: true; registered: number; changes: Changes }
  | { ok: false; refusal: RegisterRefusal; where: string }

type Row = { code: string; side: 'home' | 'school'; set: string | null; location: string | null }

/** Opens trajectories with their pairs; known codes stay as they are. `registered`: sets that got a pair. */
export function registerTrajectories(
  sql: Database,
  items: readonly NewTrajectory[],
  by: By,
): Promise<Registered> {
  const rows: Row[] = items.flatMap(({ code, home, school }) => [
    { code, side: 'home' as const, ...home },
    { code, side: 'school' as const, ...school },
  ])
  return sql.begin(async (tx): Promise<Registered> => {
    await holdCodes(tx)
    const [wrong] = await tx<
      { refusal: 'unknown_set' | 'wrong_kind' | 'unknown_location' | 'set_in_pair'; where: string }[]
    >`
      with input as (
        select i.*, s.id as set_id, s.kind, l.id as location_id, t.id as trajectory_id, p.trajectory_id as pair_of
        from jsonb_to_recordset(${tx.json(rows)}) as i(code text, side text, set text, location text)
        left join sets s on s.label = i.set
        left join locations l on l.code = i.location
        left join trajectories t on t.code = i.code
        left join open_pairs p on p.set_id = s.id
      )
      select case
          when set is not null and set_id is null then 'unknown_set'
          when kind <> side then 'wrong_kind'
          when pair_of is distinct from trajectory_id and pair_of is not null then 'set_in_pair'
          else 'unknown_location'
        end as refusal, coalesce(case when location is not null and location_id is null then location end, set) as where
      from input
      where (set is not null and set_id is null) or kind <> side
        or (location is not null and location_id is null)
        or (pair_of is not null and pair_of is distinct from trajectory_id)
      limit 1`
    if (wrong) return { ok: false, ...wrong }
    const counsellors = items.map(({ code, counsellor = null }) => ({ code, counsellor }))
    const unknown = await findUnknownCounsellor(tx, counsellors)
    if (unknown !== undefined) return { ok: false, refusal: 'unknown_counsellor', where: unknown }
    const added = await tx<{ label: string }[]>`
      with input as (
        select * from jsonb_to_recordset(${tx.json(rows)}) as i(code text, side text, set text, location text)
      ),
      added as (
        insert into trajectories (code, home_location_id, school_location_id, counsellor_id)
        select h.code,
          (select id from locations where code = h.location), (select id from locations where code = s.location),
          c.counsellor
        from input h join input s on s.code = h.code and s.side = 'school'
        join jsonb_to_recordset(${tx.json(counsellors)}) as c(code text, counsellor uuid) on c.code = h.code
        where h.side = 'home'
        on conflict (code) do nothing returning id, code
      )
      insert into pair_sets (trajectory_id, side, set_id)
      select a.id, i.side, s.id from added a join input i on i.code = a.code join sets s on s.label = i.set
      returning (select label from sets where id = set_id) as label`
    await recordRegistered(
      tx,
      'trajectories',
      items.map(({ code }) => code),
      by,
    )
    const changes = { registered: added.map(({ label }) => label), lessons: items.map(({ code }) => code) }
    return { ok: true, registered: added.length, changes }
  })
}

async function findUnknownCounsellor(
  tx: Transaction,
  counsellors: readonly { counsellor: string | null }[],
): Promise<string | undefined> {
  const ids = [...new Set(counsellors.map(({ counsellor }) => counsellor).filter(id => id !== null))]
  const [unknown] = await tx<{ id: string }[]>`
    select id from unnest(${ids}::uuid[]) as i(id)
    where not exists (select from accounts a where a.id = i.id and 'counsellor' = any(a.roles)) limit 1`
  return unknown?.id
}
