import type { Database } from '../../platform/postgres/database.ts'
import { keptDays } from '../delivery/rules.ts'
import { tokenKeptDays } from '../token/rules.ts'

const dayMs = 86_400_000

/** Forgets what was told thirty days ago, and tokens that ended ninety days ago. `now`: ms since 1970 UTC. */
export async function purgeLinks(sql: Database, now: number): Promise<void> {
  await sql`delete from webhook_deliveries where queued_at < ${now - keptDays * dayMs}::timestamptz`
  await sql`
    delete from api_tokens
    where least(expires_at, revoked_at) < ${now - tokenKeptDays * dayMs}::timestamptz`
}
