import type { Database } from '../../platform/postgres/database.ts'
import { dayMs, messageDays } from '../rules.ts'

/** Forgets messages whose time is over. `now`: ms since 1970 UTC. */
export async function purgeMessages(sql: Database, now: number): Promise<void> {
  await sql`delete from set_messages where sent_at < ${now - messageDays * dayMs}::timestamptz`
}
