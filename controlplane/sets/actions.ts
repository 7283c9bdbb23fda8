import { recordAct, recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Changes } from '../platform/changes/rules.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { Component, NewSet } from './api.ts'

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

type Changed =
  | { ok: true; changes: Changes }
  | { ok: false; refusal: 'unknown_set' | 'serial_taken'; where: string }

/** Puts these components in the place of those that a set had; a component is in one set at most. */
export function changeComponents(
  sql: Database,
  label: string,
  components: readonly Component[],
  { actor, now }: By,
): Promise<Changed> {
  return sql.begin(async (tx): Promise<Changed> => {
    const [set] = await tx<{ id: string }[]>`select id from sets where label = ${label} for no key update`
    if (!set) return { ok: false, refusal: 'unknown_set', where: label }
    const taken = await findTakenSerial(tx, set.id, components)
    if (taken !== undefined) return { ok: false, refusal: 'serial_taken', where: taken }
    await tx`delete from components where set_id = ${set.id}`
    await tx`
      insert into components (set_id, place, type, make, model, serial)
      select ${set.id}, c.place, c.part ->> 'type', c.part ->> 'make', c.part ->> 'model', c.part ->> 'serial'
      from jsonb_array_elements(${tx.json([...components])}) with ordinality as c(part, place)`
    const detail = { components: components.length }
    await recordAct(tx, { at: now, actor, act: 'components_changed', subject: `set:${label}`, detail })
    return { ok: true, changes: { registered: [label] } }
  })
}

/** A serial that another component has, in this list or in another set; undefined: none. */
async function findTakenSerial(
  tx: Transaction,
  setId: string,
  components: readonly Component[],
): Promise<string | undefined> {
  const serials = components.flatMap(({ serial }) => (serial === null ? [] : [serial]))
  const twice = serials.find((serial, place) => serials.indexOf(serial) !== place)
  if (twice !== undefined) return twice
  const [taken] = await tx<{ serial: string }[]>`
    select serial from components where serial = any(${serials}::text[]) and set_id <> ${setId} limit 1`
  return taken?.serial
}
