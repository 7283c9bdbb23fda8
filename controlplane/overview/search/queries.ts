import type { Viewer } from '../../people/viewer/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { searchMax } from '../list/rules.ts'
import type { SearchAnswer } from '../locations/api.ts'
import { found as foundSets } from '../sets/queries.ts'
import { findBy } from '../trajectories/found-queries.ts'

type Asking = { q: string; viewer: Viewer }

/** The first few of each kind that a word finds; a counsellor finds own trajectories and their sets. */
export async function findAnything(
  { sql, personal }: { sql: Database; personal: PersonalData },
  { q, viewer }: Asking,
): Promise<SearchAnswer> {
  const found = await findBy({ sql, personal }, q, viewer)
  const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
  const isOwn = viewer.reach === 'own' ? sql`t.counsellor_id = ${viewer.accountId}` : sql`true`
  const [trajectories, sets, locations] = await Promise.all([
    sql<SearchAnswer['trajectories']>`
      select t.code, l.name as place,
        case
          when t.code ilike ${like} then 'code'
          when ${found.child} then 'child'
          when ${found.contact} then 'contact'
          when l.name ilike ${like} or l.municipality ilike ${like} or h.name ilike ${like} or h.municipality ilike ${like}
            then 'place'
          else 'set'
        end as "foundBy"
      from trajectories t
      left join locations l on l.id = t.school_location_id
      left join locations h on h.id = t.home_location_id
      where ${isOwn} and (${found.open} or ${found.child} or ${found.contact})
      order by array_position(array['code', 'child', 'contact', 'set', 'place'], case
        when t.code ilike ${like} then 'code' when ${found.child} then 'child' when ${found.contact} then 'contact'
        else 'place' end), t.code desc
      limit ${searchMax}`,
    sql<SearchAnswer['sets']>`
      select s.label, s.place_name as place, s.presence from listed_sets s
      where s.set_id in (${foundSets(sql, q)}) ${viewer.reach === 'own' ? sql`and s.counsellor_id = ${viewer.accountId}` : sql``}
      order by s.label ilike ${like} desc, s.label limit ${searchMax}`,
    sql<SearchAnswer['locations']>`
      select code, name, municipality from locations
      where code ilike ${like} or name ilike ${like} or municipality ilike ${like}
      order by name ilike ${like} desc nulls last, name, code limit ${searchMax}`,
  ])
  return { trajectories: [...trajectories], sets: [...sets], locations: [...locations] }
}
