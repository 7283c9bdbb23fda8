import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { todayAt } from '../../calendar/day/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { SetMilestone } from '../api.ts'
import { isFactDay, lastFactDay } from '../day/rules.ts'
import { holdTrajectory } from '../queries.ts'
import { type Refusal, refuse } from '../refusal/rules.ts'
import { isAskedOf } from './rules.ts'

/** Writes down on which day something came about, or that it did not. */
export function setMilestone(
  sql: Database,
  code: string,
  { name, side, day }: SetMilestone,
  { actor, now }: By,
): Promise<{ ok: true; changes: Changes } | Refusal> {
  return sql.begin(async tx => {
    const held = await holdTrajectory(tx, code)
    if (!held) return refuse('unknown_trajectory', code)
    if (!isAskedOf(name, side)) return refuse('wrong_side', side === null ? name : `${name} ${side}`)
    if (day !== null && !isFactDay(day, lastFactDay(todayAt(now)))) return refuse('wrong_day', day)
    if (name === 'withdrawn' && day !== null && (await isRegistered(tx, held.id)))
      return refuse('registered_already')
    const changed =
      day === null
        ? await tx<{ day: string }[]>`
            delete from milestones
            where trajectory_id = ${held.id} and name = ${name} and side is not distinct from ${side}
            returning day::text as day`
        : await tx<{ day: string }[]>`
            insert into milestones as m (trajectory_id, name, side, day, actor, recorded_at)
            values (${held.id}, ${name}, ${side}, ${day}, ${actor}, ${now}::timestamptz)
            on conflict (trajectory_id, name, side) do update
              set day = excluded.day, actor = excluded.actor, recorded_at = excluded.recorded_at
              where m.day <> excluded.day
            returning day::text as day`
    const [row] = changed
    if (!row) return { ok: true, changes: {} }
    const act = day === null ? 'milestone_removed' : 'milestone_set'
    const detail = { milestone: name, side, day: row.day }
    await recordAct(tx, { at: now, actor, act, subject: `trajectory:${code}`, detail })
    return { ok: true, changes: { trajectory: [code] } }
  })
}

async function isRegistered(tx: Transaction, id: string): Promise<boolean> {
  const signed = await tx`select from milestones where trajectory_id = ${id} and name = 'agreement'`
  return signed.length === 2
}
