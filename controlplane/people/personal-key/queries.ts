import type { Database } from '../../platform/postgres/database.ts'

/** How many accounts each key sealed. */
export async function countSealedAccounts(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from accounts group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
