import type { Database } from '../../platform/postgres/database.ts'
import { stormSubject } from '../../signals/storm/queries.ts'
import type { Board } from './api.ts'

type Storm = Board['storms'][number]
type StormRow = Pick<Storm, 'id' | 'key' | 'rule' | 'since' | 'provider' | 'went' | 'gone' | 'pairs'> & {
  code: string | null
  name: string | null
  municipality: string | null
}

/** Storms that are on and that none explains, the widest first; of a counsellor those in which sets of theirs went. */
export async function findLiveStorms(sql: Database, counsellor?: string): Promise<Storm[]> {
  const rows = await sql<StormRow[]>`
    select i.id, i.group_key as key, i.symptom as rule, i.opened_at as since, l.code, l.name, l.municipality,
      substring(i.group_key from '^provider:(.*)/storm$') as provider, m.went, m.gone,
      array(
        select p.code from unnest(m.pairs || x.pairs) as p(code) where p.code is not null group by p.code order by p.code
      ) as pairs
    from incidents i
    left join locations l on i.group_key = 'location:' || l.code || '/storm'
    cross join lateral (
      select count(*)::int4 as went, count(*) filter (where s.presence <> 'online')::int4 as gone,
        array_agg(s.trajectory) filter (where s.presence <> 'online' and ${mine(sql, counsellor)}) as pairs
      from storm_members w join listed_sets s on s.label = w.set where w.group_key = i.group_key
    ) m
    cross join lateral (
      select array_agg(distinct s.trajectory) filter (where ${mine(sql, counsellor)}) as pairs
      from incidents c join listed_sets s on c.subject = 'trajectory:' || s.trajectory
      where c.suppressed_by = i.group_key and c.state <> 'resolved'
    ) x
    where i.subject = ${stormSubject} and i.state <> 'resolved' and i.suppressed_by is null
    order by case i.symptom when 'storm_platform' then 0 when 'storm_provider' then 1 else 2 end, i.opened_at`
  const storms = rows.map(({ code, name, municipality, ...storm }) => ({
    ...storm,
    place: code === null ? null : { code, name, municipality },
  }))
  return counsellor === undefined ? storms : storms.filter(({ pairs }) => pairs.length > 0)
}

function mine(sql: Database, counsellor: string | undefined) {
  return counsellor === undefined ? sql`true` : sql`s.counsellor_id = ${counsellor}`
}
