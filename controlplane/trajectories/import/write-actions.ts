import type { By } from '../../audit/rules.ts'
import { addHomes } from '../../locations/home/actions.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { keepChildren } from '../child/actions.ts'
import { homeCodeOf, type Planned } from './known-rules.ts'

/** Does what was planned: homes, trajectories, children, milestones, pauses, sets. Call `holdPersonalKeys` before. */
export async function writePlanned(
  tx: Transaction,
  personal: PersonalData,
  planned: readonly Planned[],
  by: By,
): Promise<void> {
  const moved = planned.filter(({ isNew, isChanged }) => isNew || isChanged)
  const homes = moved.flatMap(({ code, newHome }) =>
    newHome ? [{ code: homeCodeOf(code), municipality: newHome.municipality }] : [],
  )
  await addHomes(tx, homes, by.now)
  const ids = await keepTrajectories(tx, moved, by)
  const idOf = (code: string) => ids.get(code)!
  await keepChildren(
    tx,
    personal,
    moved.flatMap(({ code, child }) => (child ? [{ id: idOf(code), child }] : [])),
  )
  await keepMilestones(
    tx,
    moved.flatMap(({ code, milestones }) => milestones.map(one => ({ ...one, of: idOf(code) }))),
    by,
  )
  await keepPauses(
    tx,
    moved.flatMap(({ code, pause }) => (pause ? [{ ...pause, of: idOf(code) }] : [])),
    by,
  )
  await keepPairs(
    tx,
    moved.flatMap(({ code, sets }) => sets.map(one => ({ ...one, of: idOf(code) }))),
    by,
  )
}

/** Returns the id of each by its code. */
async function keepTrajectories(
  tx: Transaction,
  moved: readonly Planned[],
  { now }: By,
): Promise<Map<string, string>> {
  const rows = moved.map(({ code, level, schoolYear, counsellor, school, home, newHome }) => {
    return { code, level, schoolYear, counsellor, school, home: newHome ? homeCodeOf(code) : home }
  })
  const kept = await tx<{ id: string; code: string }[]>`
    insert into trajectories
      (code, level, school_year, counsellor_id, home_location_id, school_location_id, registered_at)
    select i.code, i.level, i."schoolYear", i.counsellor, h.id, l.id, ${now}::timestamptz
    from jsonb_to_recordset(${tx.json(rows)}) as i(
      code text, level text, "schoolYear" smallint, counsellor uuid, school text, home text
    )
    left join locations h on h.code = i.home left join locations l on l.code = i.school
    on conflict (code) do update set level = excluded.level, school_year = excluded.school_year,
      counsellor_id = excluded.counsellor_id, home_location_id = excluded.home_location_id,
      school_location_id = excluded.school_location_id
    returning id, code`
  return new Map(kept.map(({ id, code }) => [code, id]))
}

type MilestoneOf = { of: string; name: string; side: string | null; day: string }

async function keepMilestones(tx: Transaction, rows: readonly MilestoneOf[], { actor, now }: By) {
  await tx`
    insert into milestones (trajectory_id, name, side, day, actor, recorded_at)
    select i.of, i.name, nullif(i.side, ''), i.day::date, ${actor}, ${now}::timestamptz
    from unnest(
      ${rows.map(({ of }) => of)}::uuid[], ${rows.map(({ name }) => name)}::text[],
      ${rows.map(({ side }) => side ?? '')}::text[], ${rows.map(({ day }) => day)}::text[]
    ) as i(of, name, side, day)
    on conflict (trajectory_id, name, side) do update
      set day = excluded.day, actor = excluded.actor, recorded_at = excluded.recorded_at`
}

type PauseOf = { of: string; id: string | null; fromDay: string; untilDay: string | null }

async function keepPauses(tx: Transaction, rows: readonly PauseOf[], { actor, now }: By): Promise<void> {
  const input = tx`jsonb_to_recordset(${tx.json([...rows])})
    as i(of uuid, id uuid, "fromDay" date, "untilDay" date)`
  await tx`
    update pauses p set until_day = i."untilDay", actor = ${actor}, recorded_at = ${now}::timestamptz
    from ${input} where p.id = i.id`
  await tx`
    insert into pauses (trajectory_id, from_day, until_day, actor, recorded_at)
    select i.of, i."fromDay", i."untilDay", ${actor}, ${now}::timestamptz from ${input} where i.id is null`
}

type PairOf = { of: string; side: string; label: string }

/** The set that is named serves from now on; what served the side before does so no more. */
async function keepPairs(tx: Transaction, rows: readonly PairOf[], { now }: By): Promise<void> {
  const input = tx`jsonb_to_recordset(${tx.json([...rows])}) as i(of uuid, side text, label text)`
  await tx`
    update pair_sets p set until_at = greatest(p.from_at, ${now}::timestamptz)
    from ${input}
    where p.trajectory_id = i.of and p.side = i.side and p.until_at is null
      and p.set_id <> (select id from sets where label = i.label)`
  await tx`
    insert into pair_sets (trajectory_id, side, set_id, from_at)
    select i.of, i.side, s.id, ${now}::timestamptz from ${input} join sets s on s.label = i.label
    where not exists (select from open_pairs p where p.set_id = s.id)`
}
