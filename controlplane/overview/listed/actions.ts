import type { Database } from '../../platform/postgres/database.ts'

/**
 * Writes anew what changed under the kept list of sets; before every reading of it, and now and then, so that what
 * changed while nobody looked does not gather.
 */
export async function refreshListed(sql: Database): Promise<void> {
  await sql`select refresh_listed_sets()`
}
