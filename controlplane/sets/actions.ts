import { recordAct, recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { NewSet } from './api.ts'

/** Adds sets with their components; known labels stay as they are. Returns the labels that were added. */
export function registerSets(sql: Database, items: readonly NewSet[], by: By): Promise<string[]> {
  return sql.begin(async tx => {
    const rows = await tx<{ label: string }[]>`
      with input as (
        select * from jsonb_to_recordset(${tx.json([...items])}) as i(label text, kind text, components jsonb)
      ),
      added as (
        insert into sets (label, kind, registered_at) select label, kind, ${by.now}::timestamptz from input
        on conflict (label) do nothing returning id, label
      ),
      parts as (
        insert into components (set_id, place, type, make, model, serial)
        select a.id, c.place, c.part ->> 'type', c.part ->> 'make', c.part ->> 'model', c.part ->> 'serial'
        from added a join input i on i.label = a.label
        cross join lateral jsonb_array_elements(i.components) with ordinality as c(part, place)
      )
      select label from added`
    const labels = rows.map(({ label }) => label)
    await recordRegistered(tx, 'sets', labels, by)
    return labels
  })
}

/** Writes that somebody takes the list of sets along: all that a filter shows, or chosen ones. */
export function recordSetsExport(
  sql: Database,
  { rows, as }: { rows: number; as: 'csv' | 'xlsx' },
  { actor, now }: By,
): Promise<void> {
  const act = { at: now, actor, act: 'sets_exported', subject: 'sets' } as const
  return sql.begin(tx => recordAct(tx, { ...act, detail: { rows, as } }))
}
