import type { Database } from '../../platform/postgres/database.ts'
import type { WallRow } from './api.ts'

/** Of one answer. */
const wallsMax = 100

/** The screens that hold now, the newest first. `now`: ms since 1970 UTC. */
export function findWalls(
  sql: Database,
  now: number,
): Promise<(Omit<WallRow, 'madeBy'> & { accountId: string })[]> {
  return sql<(Omit<WallRow, 'madeBy'> & { accountId: string })[]>`
    select s.id, s.wall as name, s.account_id as "accountId", s.created_at as "createdAt", s.used_at as "usedAt",
      s.ends_at as "endsAt"
    from sign_ins s join accounts a on a.id = s.account_id
    where s.how = 'wall' and s.ended_at is null and s.ends_at > ${now}::timestamptz and a.disabled_at is null
    order by s.created_at desc, s.id desc limit ${wallsMax}`
}
