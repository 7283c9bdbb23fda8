import { recordAct } from '../../audit/actions.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'

/** Ends a screen on the wall, at once. `actor`: the account that does it. */
export function endWall(
  sql: Database,
  { id, actor, now }: { id: string; actor: string; now: number },
): Promise<{ ok: true; changes: Changes } | { ok: false; refusal: 'unknown_wall' }> {
  return sql.begin(async tx => {
    const [ended] = await tx<{ accountId: string; wall: string }[]>`
      update sign_ins set ended_at = ${now}::timestamptz, ended_by = ${actor}
      where id = ${id} and how = 'wall' and ended_at is null returning account_id as "accountId", wall`
    if (!ended) return { ok: false, refusal: 'unknown_wall' } as const
    const { accountId, wall } = ended
    await recordAct(tx, {
      at: now,
      actor,
      act: 'wall_ended',
      subject: `account:${accountId}`,
      detail: { wall },
    })
    return { ok: true, changes: { people: [accountId] } } as const
  })
}
