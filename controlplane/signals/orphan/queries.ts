import type { Database, Transaction } from '../../platform/postgres/database.ts'

/**
 * Subjects that should have been looked at by now, and that nobody judges any more: a trajectory that no set serves, a set
 * that serves one by now, or that has no device.
 */
export async function findOrphans(sql: Database | Transaction, now: number): Promise<string[]> {
  const rows = await sql<{ subject: string }[]>`
    select subject from judged_subjects j
    where due_at <= ${now}::timestamptz and subject ~ '^(trajectory|set):' and not exists (
      select from open_pairs p join trajectories t on t.id = p.trajectory_id join live_devices d on d.set_id = p.set_id
      where t.code = substring(j.subject from '^trajectory:(.*)$')
    ) and not exists (
      select from sets s join live_devices d on d.set_id = s.id
      where s.label = substring(j.subject from '^set:(.*)$')
        and not exists (select from open_pairs p where p.set_id = s.id)
    )
    order by subject`
  return rows.map(({ subject }) => subject)
}
