import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Wanted } from '../judge/actions.ts'

/**
 * Subjects with these names that should have been looked at by now, and that nobody judges any more: a trajectory that no set serves, a set
 * that serves one by now, or that has no device.
 */
export async function findOrphans(
  sql: Database | Transaction,
  wanted: Wanted,
  now: number,
): Promise<string[]> {
  const subjects = wanted === 'all' ? [] : subjectsOf(wanted)
  const named = wanted === 'all' ? sql`true` : sql`subject = any(${subjects}::text[])`
  const rows = await sql<{ subject: string }[]>`
    select subject from judged_subjects j
    where ${named} and due_at <= ${now}::timestamptz and subject ~ '^(trajectory|set):' and not exists (
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

function subjectsOf({ codes, labels }: Exclude<Wanted, 'all'>): string[] {
  return [...codes.map(code => `trajectory:${code}`), ...labels.map(label => `set:${label}`)]
}
