import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { NewPause } from '../api.ts'
import { isPlanDay } from '../day/rules.ts'
import { holdTrajectory } from '../queries.ts'
import { pausesMax, type Refusal, refuse } from '../refusal/rules.ts'

/** Plans days without lessons, both ends included; no two pauses share a day. */
export function addPause(
  sql: Database,
  code: string,
  { fromDay, untilDay }: NewPause,
  { actor, now }: By,
): Promise<{ ok: true; id: string; changes: Changes } | Refusal> {
  return sql.begin(async tx => {
    const held = await holdTrajectory(tx, code)
    if (!held) return refuse('unknown_trajectory', code)
    const wrong = [fromDay, untilDay].find(day => day !== null && !isPlanDay(day))
    if (wrong) return refuse('wrong_day', wrong)
    if (untilDay !== null && untilDay < fromDay) return refuse('pause_wrong_order', `${fromDay}, ${untilDay}`)
    const known = await tx<{ fromDay: string; overlaps: boolean }[]>`
      select from_day::text as "fromDay",
        daterange(from_day, until_day, '[]') && daterange(${fromDay}::date, ${untilDay}::date, '[]') as overlaps
      from pauses where trajectory_id = ${held.id}`
    const other = known.find(({ overlaps }) => overlaps)
    if (other) return refuse('pause_overlaps', other.fromDay)
    if (known.length >= pausesMax) return refuse('too_many_pauses')
    const [row] = await tx<{ id: string }[]>`
      insert into pauses (trajectory_id, from_day, until_day, actor, recorded_at)
      values (${held.id}, ${fromDay}, ${untilDay}, ${actor}, ${now}::timestamptz) returning id`
    const detail = { from: fromDay, until: untilDay }
    await recordAct(tx, { at: now, actor, act: 'pause_added', subject: `trajectory:${code}`, detail })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, id: row!.id, changes: { trajectory: [code] } }
  })
}

/** Takes a pause back, as if it never was. */
export function removePause(
  sql: Database,
  { code, id }: { code: string; id: string },
  { actor, now }: By,
): Promise<{ ok: true; changes: Changes } | Refusal> {
  return sql.begin(async tx => {
    const held = await holdTrajectory(tx, code)
    if (!held) return refuse('unknown_trajectory', code)
    const [row] = await tx<{ from: string; until: string | null }[]>`
      delete from pauses where id = ${id} and trajectory_id = ${held.id}
      returning from_day::text as from, until_day::text as until`
    if (!row) return refuse('unknown_pause')
    const detail = { from: row.from, until: row.until }
    await recordAct(tx, { at: now, actor, act: 'pause_removed', subject: `trajectory:${code}`, detail })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, changes: { trajectory: [code] } }
  })
}
