import { cloneCauses } from '../../devices/device/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type Board, questionedMax } from './api.ts'

/** Every device in question, and why since when; what waits longest first. */
export function findQuestioned(sql: Database, counsellor?: string): Promise<Board['questioned']> {
  return sql`
    select s.label as set, h.cause, h.at as since
    from devices d join sets s on s.id = d.set_id
    left join lateral (
      select h.cause, h.at from device_history h
      where h.device_no = d.device_no and h.state = 'questioned' and h.cause = any(${[...cloneCauses]}::text[])
        and h.at >= coalesce((
          select max(a.at) from device_history a where a.device_no = d.device_no and a.cause = 'accepted'
        ), '-infinity')
      order by h.at limit 1
    ) h on true
    where d.state = 'questioned' ${
      counsellor === undefined
        ? sql``
        : sql`and s.id in (
            select p.set_id from pair_sets p join trajectories t on t.id = p.trajectory_id
            where p.until_at is null and t.counsellor_id = ${counsellor}
          )`
    } order by h.at, s.label limit ${questionedMax}`
}
