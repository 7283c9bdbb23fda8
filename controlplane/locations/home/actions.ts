import type { Transaction } from '../../platform/postgres/database.ts'

export type NewHome = { code: string; municipality: string | null }

/** Adds homes of trajectories that are opened, in the transaction and the act of those. Returns the id of each code. */
export async function addHomes(
  tx: Transaction,
  homes: readonly NewHome[],
  now: number,
): Promise<Map<string, string>> {
  const rows = await tx<{ code: string; id: string }[]>`
    insert into locations (code, kind, municipality, registered_at)
    select code, 'home', municipality, ${now}::timestamptz
    from jsonb_to_recordset(${tx.json([...homes])}) as i(code text, municipality text)
    returning code, id`
  return new Map(rows.map(({ code, id }) => [code, id]))
}
