import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { dayAfter, dayOf, startOf } from '../../calendar/day/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { NewDayChange } from '../api.ts'

/** A change is said for at most this long ahead; who does not know until when says so. */
const aheadMaxDays = 400

type Refused = {
  ok: false
  refusal: 'unknown_trajectory' | 'unknown_day_change' | 'change_over' | 'until_over' | 'too_far'
  where: string
}
type Said = { ok: true; id: string; changes: Changes } | Refused
type Withdrawn = { ok: true; changes: Changes } | Refused

/** "Vandaag anders", said in the console, from now on. "Ik ben er" and another room hold today alone. */
export function sayDayChange(
  sql: Database,
  { code, kind, until, saidBy }: NewDayChange & { code: string },
  { actor, now }: By,
): Promise<Said> {
  if (until !== null && until <= now)
    return Promise.resolve({ ok: false, refusal: 'until_over', where: code })
  if (until !== null && until > now + aheadMaxDays * 86_400_000)
    return Promise.resolve({ ok: false, refusal: 'too_far', where: code })
  const isOfToday = kind === 'here' || kind === 'other_room'
  const end = until ?? (isOfToday ? startOf(dayAfter(dayOf(now)).day) : null)
  return sql.begin(async (tx): Promise<Said> => {
    const [said] = await tx<{ id: string }[]>`
      insert into day_changes (trajectory_id, kind, from_at, until_at, said_by, actor, recorded_at)
      select id, ${kind}, ${now}::timestamptz, ${end}::timestamptz, ${saidBy}, ${actor}, ${now}::timestamptz
      from trajectories where code = ${code} returning id`
    if (!said) return { ok: false, refusal: 'unknown_trajectory', where: code }
    const act = { at: now, actor, act: 'day_change_said', subject: `trajectory:${code}` } as const
    await recordAct(tx, { ...act, detail: { kind, saidBy, until: end } })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, id: said.id, changes: {} }
  })
}

/** Takes back what was said, while it holds or within the day on which it was said. It keeps its row. */
export function withdrawDayChange(sql: Database, id: string, { actor, now }: By): Promise<Withdrawn> {
  const today = startOf(dayOf(now).day)
  return sql.begin(async (tx): Promise<Withdrawn> => {
    const [row] = await tx<{ code: string; kind: string; isOpen: boolean; isWithdrawn: boolean }[]>`
      select t.code, c.kind, c.withdrawn_at is not null as "isWithdrawn",
        (c.until_at is null or c.until_at > ${now}::timestamptz or c.recorded_at >= ${today}::timestamptz) as "isOpen"
      from day_changes c join trajectories t on t.id = c.trajectory_id
      where c.id = ${id} for update of c`
    if (!row) return { ok: false, refusal: 'unknown_day_change', where: id }
    if (row.isWithdrawn) return { ok: true, changes: {} }
    if (!row.isOpen) return { ok: false, refusal: 'change_over', where: id }
    await tx`update day_changes set withdrawn_at = ${now}::timestamptz where id = ${id}`
    const act = { at: now, actor, act: 'day_change_withdrawn', subject: `trajectory:${row.code}` } as const
    await recordAct(tx, { ...act, detail: { kind: row.kind } })
    await queueWork(tx, 'lessons', [row.code], now)
    return { ok: true, changes: {} }
  })
}
