import { recordAct, recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'

/** Writes that somebody takes trajectories along, and whose personal fields (`child:<code>`, …) are among them. */
export function recordTrajectoriesExport(
  sql: Database,
  { rows, as, records }: { rows: number; as: 'csv' | 'xlsx'; records: readonly string[] },
  { actor, now }: By,
): Promise<void> {
  return sql.begin(async tx => {
    await recordReads(tx, { at: now, accountId: actor, records, how: 'export' })
    const act = { at: now, actor, act: 'trajectories_exported', subject: 'trajectories' } as const
    await recordAct(tx, { ...act, detail: { rows, as } })
  })
}
