import type { Database } from '../../platform/postgres/database.ts'

const dayMs = 86_400_000
/** Sign-ins are kept as long as what was done in them: thirteen months after they ended. */
const signInsKeptDays = 396
/** Long enough to tell "expired" from "unknown". */
const waysInKeptDays = 1

/** Forgets sign-ins that ended long ago, and links and journeys to the provider of yesterday. `now`: ms since 1970 UTC. */
export async function purgeSignIns(sql: Database, now: number): Promise<void> {
  const ended = now - signInsKeptDays * dayMs
  const expired = now - waysInKeptDays * dayMs
  await sql`delete from sign_ins where least(ends_at, ended_at) < ${ended}::timestamptz`
  await sql`delete from sign_in_links where expires_at < ${expired}::timestamptz`
  await sql`delete from sign_in_attempts where expires_at < ${expired}::timestamptz`
}
