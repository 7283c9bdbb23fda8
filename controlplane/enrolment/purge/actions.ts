import type { Database } from '../../platform/postgres/database.ts'

/** Codes and certificates are kept as long as commands: thirteen months after they ended. */
const keptDays = 396

/**
 * Forgets codes and certificates that ended long ago. A certificate in that state is refused anyway: it is past late
 * renewal. `now`: ms since 1970 UTC.
 */
export async function purgeEnrolment(sql: Database, now: number): Promise<void> {
  const before = now - keptDays * 86_400_000
  await sql`delete from enrolment_tokens where expires_at < ${before}::timestamptz`
  await sql`delete from certificates where not_after < ${before}::timestamptz`
}
