import type { Database } from '../../platform/postgres/database.ts'

/** Names of what must be looked at by now although nothing happened to it: codes of trajectories, labels of sets. */
export async function findDue(sql: Database, now: number): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select split_part(subject, ':', 2) as name from judged_subjects where due_at <= ${now}::timestamptz`
  return rows.map(({ name }) => name)
}
