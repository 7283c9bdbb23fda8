import type { Database } from '../../platform/postgres/database.ts'

/** How many addresses of homes each key sealed. */
export async function countSealedAddresses(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from locations where key_id is not null group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
