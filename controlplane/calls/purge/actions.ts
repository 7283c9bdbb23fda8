import type { Database } from '../../platform/postgres/database.ts'
import { intervalDays, sessionDays } from '../interval/rules.ts'

const dayMs = 86_400_000

/** Forgets calls whose time is over, and what was said of pairs then. `now`: ms since 1970 UTC. */
export async function purgeCalls(sql: Database, now: number): Promise<void> {
  await sql`delete from call_intervals where until_at < ${now - intervalDays * dayMs}::timestamptz`
  await sql`delete from call_sessions where until_at < ${now - sessionDays * dayMs}::timestamptz`
  await sql`delete from verdict_history where at < ${now - sessionDays * dayMs}::timestamptz`
}
