import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'

/** Writes that somebody takes the list of tickets along, as far as a filter shows it. */
export function recordTicketsExport(
  sql: Database,
  { rows, as }: { rows: number; as: 'csv' | 'xlsx' },
  { actor, now }: By,
): Promise<void> {
  const act = { at: now, actor, act: 'tickets_exported', subject: 'tickets' } as const
  return sql.begin(tx => recordAct(tx, { ...act, detail: { rows, as } }))
}
