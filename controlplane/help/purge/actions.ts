import type { Database } from '../../platform/postgres/database.ts'
import { helpDays } from '../rules.ts'

/** Forgets presses whose time is over, and the cases of which none is left. `now`: ms since 1970 UTC. */
export async function purgeHelp(sql: Database, now: number): Promise<void> {
  const before = now - helpDays * 86_400_000
  await sql`delete from help_presses where received_at < ${before}::timestamptz`
  await sql`
    delete from help_cases c
    where c.opened_at < ${before}::timestamptz and not exists (select from help_presses p where p.case_id = c.id)`
}
