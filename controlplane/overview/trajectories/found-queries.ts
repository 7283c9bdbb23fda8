import type { PendingQuery, Row } from 'postgres'
import { findContactMatches } from '../../contacts/queries.ts'
import { reachOf } from '../../people/rules.ts'
import type { Viewer } from '../../people/viewer/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'

type Fragment = PendingQuery<Row[]>
type Known = { sql: Database; personal: PersonalData }

/** How a trajectory was found; each is a condition on `t`. `child` and `contact` by words that are not shown. */
export type Found = { open: Fragment; child: Fragment; contact: Fragment }

/** What finds a trajectory for somebody: open words for all, personal words for who may read them. */
export async function findBy({ sql, personal }: Known, q: string, viewer: Viewer): Promise<Found> {
  const contacts = reachFor(viewer, 'seeContacts', sql)
  const matches = contacts ? await findContactMatches(sql, personal, q) : nobody
  return {
    open: sql`t.id in (${byOpenWords(sql, q)})`,
    child: byChild(sql, personal, q, reachFor(viewer, 'seeChildren', sql)),
    contact: byContact(sql, matches, contacts),
  }
}

/** Undefined: nothing; else a condition on `t`. */
function reachFor(
  { roles, accountId }: Viewer,
  policy: 'seeChildren' | 'seeContacts',
  sql: Database,
): Fragment | undefined {
  const reach = reachOf(roles, policy)
  if (reach === undefined) return undefined
  return reach === 'all' ? sql`true` : sql`t.counsellor_id = ${accountId}`
}

/** By code, label of a set, or the place of a side. */
function byOpenWords(sql: Database, q: string): Fragment {
  const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
  const places = sql`select id from locations where name ilike ${like} or municipality ilike ${like}`
  return sql`
    select id from trajectories where code ilike ${like}
    union all
    select p.trajectory_id from sets s join pair_sets p on p.set_id = s.id and p.until_at is null
    where s.label ilike ${like}
    union all
    select id from trajectories where school_location_id in (${places})
    union all
    select id from trajectories where home_location_id in (${places})`
}

function byChild(sql: Database, personal: PersonalData, q: string, reach: Fragment | undefined): Fragment {
  if (reach === undefined) return sql`false`
  const holds = (hashes: readonly Buffer[]) => sql`t.word_hashes @> (
    select array_agg(decode(w, 'hex')) from unnest(${hashes.map(hash => hash.toString('hex'))}::text[]) w
  )`
  const any = personal
    .searchHashes(q)
    .reduce<Fragment>((one, hashes) => sql`${one} or ${holds(hashes)}`, sql`false`)
  return sql`(${reach} and (${any}))`
}

type Matches = { trajectories: string[]; locations: string[] }
const nobody: Matches = { trajectories: [], locations: [] }

function byContact(
  sql: Database,
  { trajectories, locations }: Matches,
  reach: Fragment | undefined,
): Fragment {
  if (reach === undefined || trajectories.length + locations.length === 0) return sql`false`
  const places = sql`select id from locations where code = any(${locations}::text[])`
  return sql`(${reach} and (t.code = any(${trajectories}::text[])
    or t.school_location_id in (${places}) or t.home_location_id in (${places})))`
}
