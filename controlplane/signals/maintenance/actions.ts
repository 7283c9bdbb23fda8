import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { NewMaintenance } from './api.ts'
import { whyNotPlan } from './rules.ts'

type WrongPlan = NonNullable<ReturnType<typeof whyNotPlan>> | 'maintenance_nowhere'
type Planned = { ok: true; id: string; changes: Changes }

/** From then until then nobody is called for what begins there. */
export async function planMaintenance(
  sql: Database,
  { scope, from, until }: NewMaintenance,
  { actor, now }: By,
): Promise<Planned | { ok: false; refusal: WrongPlan; where?: string }> {
  const refusal = whyNotPlan({ from, until }, now)
  if (refusal) return { ok: false, refusal }
  return sql.begin(async tx => {
    if (!(await isThere(tx, scope)))
      return { ok: false, refusal: 'maintenance_nowhere', where: scope.code } as const
    const subject = `${scope.kind}:${scope.code}`
    const begin = Math.max(from, now)
    const [row] = await tx<{ id: string }[]>`
      insert into maintenances (scope, from_at, until_at, actor)
      values (${subject}, ${begin}::timestamptz, ${until}::timestamptz, ${actor}) returning id`
    const detail = { maintenance: row!.id, from: begin, until }
    await recordAct(tx, { at: now, actor, act: 'maintenance_planned', subject, detail })
    return { ok: true, id: row!.id, changes: { incident: 'all' } } as const
  })
}

async function isThere(tx: Transaction, { kind, code }: NewMaintenance['scope']): Promise<boolean> {
  const rows = {
    trajectory: () => tx`select from trajectories where code = ${code}`,
    set: () => tx`select from sets where label = ${code}`,
    location: () => tx`select from locations where code = ${code}`,
  }
  return (await rows[kind]()).length > 0
}

/** It is over now; what was to come does not come. */
export function endMaintenance(
  sql: Database,
  id: string,
  { actor, now }: By,
): Promise<
  { ok: true; changes: Changes } | { ok: false; refusal: 'unknown_maintenance' | 'maintenance_over' }
> {
  return sql.begin(async tx => {
    const [held] = await tx<{ scope: string; until: number }[]>`
      select scope, until_at as until from maintenances where id = ${id} for no key update`
    if (!held) return { ok: false, refusal: 'unknown_maintenance' } as const
    if (held.until <= now) return { ok: false, refusal: 'maintenance_over' } as const
    await tx`
      update maintenances set until_at = ${now}::timestamptz, from_at = least(from_at, ${now}::timestamptz)
      where id = ${id}`
    const detail = { maintenance: id }
    await recordAct(tx, { at: now, actor, act: 'maintenance_ended', subject: held.scope, detail })
    return { ok: true, changes: { incident: 'all' } } as const
  })
}
