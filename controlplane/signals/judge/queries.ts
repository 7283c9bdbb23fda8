import type { Database } from '../../platform/postgres/database.ts'

/**
 * Names of what must be looked at by now although nothing happened to it, codes of trajectories and labels of sets: those
 * that wait longest, at most so many.
 */
export async function findDue(sql: Database, now: number, most: number): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select split_part(subject, ':', 2) as name from judged_subjects where due_at <= ${now}::timestamptz
    order by due_at limit ${most}`
  return rows.map(({ name }) => name)
}
