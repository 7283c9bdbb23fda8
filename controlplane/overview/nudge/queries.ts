import type { Database } from '../../platform/postgres/database.ts'

/** Of these names those of each counsellor: labels of sets in their trajectories, and codes of the trajectories. */
export async function findOwnNames(
  sql: Database,
  counsellors: readonly string[],
  names: readonly string[],
): Promise<Map<string, Set<string>>> {
  const whose = [...new Set(counsellors)]
  const rows = await sql<{ account: string; name: string }[]>`
    select t.counsellor_id as account, s.label as name
    from sets s join open_pairs p on p.set_id = s.id
      join trajectories t on t.id = p.trajectory_id
    where s.label = any(${[...names]}::text[]) and t.counsellor_id = any(${whose}::uuid[])
    union all
    select counsellor_id, code from trajectories
    where code = any(${[...names]}::text[]) and counsellor_id = any(${whose}::uuid[])`
  const own = new Map(whose.map(account => [account, new Set<string>()]))
  for (const { account, name } of rows) own.get(account)?.add(name)
  return own
}
