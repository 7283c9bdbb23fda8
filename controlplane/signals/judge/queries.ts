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

/** When the next of these must be looked at, ms since 1970 UTC; undefined: nothing is judged. */
export async function findNextDue(sql: Database): Promise<number | undefined> {
  const [row] = await sql<{ dueAt: number | null }[]>`select min(due_at) as "dueAt" from judged_subjects`
  return row?.dueAt ?? undefined
}
