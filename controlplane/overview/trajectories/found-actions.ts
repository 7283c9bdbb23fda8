import { recordReads } from '../../audit/actions.ts'
import type { Database } from '../../platform/postgres/database.ts'

type FoundRow = { code: string; foundBy: string | null }

/** What was found by a personal word is a reading of it, also what was counted and not shown: a number tells as well. */
export async function recordFound(
  sql: Database,
  rows: readonly FoundRow[],
  { accountId, at }: { accountId: string; at: number },
): Promise<void> {
  const records = rows.flatMap(({ code, foundBy }) => [
    ...(foundBy === 'child' || foundBy === 'names' ? [`child:${code}`] : []),
    ...(foundBy === 'contact' || foundBy === 'names' ? [`contacts:${code}`] : []),
  ])
  if (records.length > 0) await recordReads(sql, { at, accountId, records, how: 'search' })
}
