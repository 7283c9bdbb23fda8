import type { Database } from '../../platform/postgres/database.ts'
import type { TicketHit } from '../api.ts'
import { whereOthers } from '../queue/filter-queries.ts'
import { joined } from '../queue/queries.ts'
import { liveStates } from '../rules.ts'

type Asked = {
  q: string
  /** The account that asks. */
  me: string
  /** Only tickets of this counsellor's trajectories; undefined: all. */
  ofCounsellor: string | undefined
  max: number
}

/** Tickets by number, whatever became of them; those that are live by trajectory, set or place too. The last first. */
export async function findTicketHits(
  sql: Database,
  { q, me, ofCounsellor, max }: Asked,
): Promise<TicketHit[]> {
  const no = Number(/^\s*#?(\d{1,12})\s*$/.exec(q)?.[1] ?? 0)
  const meant = whereOthers(sql, { q, me, ofCounsellor })
  return sql<TicketHit[]>`
    select t.no, t.state, t.priority, t.symptom, t.picture, tr.code as trajectory, s.label as set,
      coalesce(l.name, k.name) as place
    ${joined(sql)}
    where ${meant} and (t.no = ${no} or t.state = any(${[...liveStates]}::text[]))
    order by t.no = ${no} desc, t.no desc limit ${max}`
}
