import type { Database } from '../postgres/database.ts'
import type { WorkKind } from './rules.ts'

/** What of these kinds is committed and not done yet. */
export async function findWork(
  sql: Database,
  kinds: readonly WorkKind[],
): Promise<{ id: number; kind: WorkKind; key: string }[]> {
  return sql<{ id: number; kind: WorkKind; key: string }[]>`
    select id, kind, key from work where kind = any(${[...kinds]}::text[])`
}
