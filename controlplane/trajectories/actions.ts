import { recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Changes } from '../platform/changes/rules.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import { queueWork } from '../platform/work/actions.ts'
import type { NewTrajectory } from './api.ts'
import { holdCodes } from './open/actions.ts'
import type { TrajectoryRefusal } from './refusal/rules.ts'
import { type Side, whyNotServe } from './side/rules.ts'

type RegisterRefusal = Extract<
  TrajectoryRefusal,
  'unknown_set' | 'wrong_kind' | 'set_in_pair' | 'unknown_location' | 'unknown_counsellor'
>
type Registered =
  | { ok: true; registered: number; changes: Changes }
  | { ok: false; refusal: RegisterRefusal; where: string }

type Row = { code: string; side: Side; set: string | null; location: string | null }

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
    const wrong = await findWrong(tx, rows)
    if (wrong) return { ok: false, ...wrong }
    const counsellors = items.map(({ code, counsellor = null }) => ({ code, counsellor }))
    const unknown = await findUnknownCounsellor(tx, counsellors)
    if (unknown !== undefined) return { ok: false, refusal: 'unknown_counsellor', where: unknown }
    const added = await tx<{ label: string }[]>`
      with input as (
        select * from jsonb_to_recordset(${tx.json(rows)}) as i(code text, side text, set text, location text)
      ),
      added as (
        insert into trajectories (code, home_location_id, school_location_id, counsellor_id, registered_at)
        select h.code,
          (select id from locations where code = h.location), (select id from locations where code = s.location),
          c.counsellor, ${by.now}::timestamptz
        from input h join input s on s.code = h.code and s.side = 'school'
        join jsonb_to_recordset(${tx.json(counsellors)}) as c(code text, counsellor uuid) on c.code = h.code
        where h.side = 'home'
        on conflict (code) do nothing returning id, code
      )
      insert into pair_sets (trajectory_id, side, set_id, from_at)
      select a.id, i.side, s.id, ${by.now}::timestamptz from added a join input i on i.code = a.code join sets s on s.label = i.set
      returning (select label from sets where id = set_id) as label`
    await recordRegistered(
      tx,
      'trajectories',
      items.map(({ code }) => code),
      by,
    )
    await queueWork(
      tx,
      'lessons',
      items.map(({ code }) => code),
      by.now,
    )
    return { ok: true, registered: added.length, changes: { registered: added.map(({ label }) => label) } }
  })
}

type Wrong = { refusal: RegisterRefusal; where: string }
type KnownRow = Row & { kind: string | null; pairOf: string | null; isPlaceKnown: boolean }

/** The first side whose set or place cannot be. */
async function findWrong(tx: Transaction, rows: readonly Row[]): Promise<Wrong | undefined> {
  const known = await tx<KnownRow[]>`
    select i.*, s.kind, t.code as "pairOf", i.location is null or l.id is not null as "isPlaceKnown"
    from jsonb_to_recordset(${tx.json([...rows])}) as i(code text, side text, set text, location text)
    left join sets s on s.label = i.set
    left join open_pairs p on p.set_id = s.id
    left join trajectories t on t.id = p.trajectory_id
    left join locations l on l.code = i.location`
  return known.map(whyWrong).find(wrong => wrong !== undefined)
}

function whyWrong({ code, side, set, location, kind, pairOf, isPlaceKnown }: KnownRow): Wrong | undefined {
  if (location !== null && !isPlaceKnown) return { refusal: 'unknown_location', where: location }
  if (set === null) return undefined
  if (kind === null) return { refusal: 'unknown_set', where: set }
  const refusal = whyNotServe({ kind, pairOf }, side, code)
  return refusal && { refusal, where: set }
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
