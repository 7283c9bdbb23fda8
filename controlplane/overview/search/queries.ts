import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Viewer } from '../../people/viewer/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { foldedOf } from '../../platform/postgres/folded.ts'
import { labelsMeant } from '../../sets/rules.ts'
import { searchMax } from '../list/rules.ts'
import type { SearchAnswer } from '../locations/api.ts'
import { holdsWords } from '../locations/queries.ts'
import { isMeant } from '../sets/queries.ts'
import { findBy, isFound } from '../trajectories/found-queries.ts'
import { codesMeant, containing, wordsOf } from './rules.ts'

type Parts = { sql: Database; personal: PersonalData; lessons: Pick<LessonClock, 'catchUp' | 'statusOf'> }
type Asking = { q: string; viewer: Viewer; at: number }
type FoundTrajectory = Omit<SearchAnswer['trajectories'][number], 'lesson'>

/** The first few of each kind in which every word stands; a counsellor finds own trajectories and their sets. */
export async function findAnything(parts: Parts, { q, viewer, at }: Asking): Promise<SearchAnswer> {
  const { sql, lessons } = parts
  const [trajectories, sets, locations] = await Promise.all([
    findTrajectories(parts, q, viewer),
    findSets(sql, q, viewer),
    sql<SearchAnswer['locations']>`
      select l.code, l.name, l.municipality from locations l where ${holdsWords(sql, q)}
      order by l.name ilike ${containing(q)} desc nulls last, l.name, l.code limit ${searchMax}`,
    lessons.catchUp(),
  ])
  return {
    trajectories: trajectories.map(row => ({ ...row, lesson: lessons.statusOf(row.code, at) })),
    sets: [...sets],
    locations: [...locations],
  }
}

function findSets(sql: Database, q: string, { reach, accountId }: Viewer) {
  const isOwn = reach === 'own' ? sql`s.counsellor_id = ${accountId}` : sql`true`
  const isExact = sql`s.label = any(${[q.trim().toUpperCase(), ...labelsMeant(q)]}::text[])`
  return sql<SearchAnswer['sets']>`
    select s.label, s.place_name as place, s.presence from listed_sets s
    where ${isMeant(sql, q)} and ${isOwn}
    order by ${isExact} desc, s.label ilike ${containing(q)} desc, s.label limit ${searchMax}`
}

/** Of those found by what is no secret it is said by what: a whole code first, the set of one last. */
async function findTrajectories(
  { sql, personal }: Parts,
  q: string,
  viewer: Viewer,
): Promise<FoundTrajectory[]> {
  const found = await findBy({ sql, personal }, q, viewer)
  const isOwn = viewer.reach === 'own' ? sql`t.counsellor_id = ${viewer.accountId}` : sql`true`
  const isCode = sql`(t.code ilike ${containing(q)} or t.code = any(${codesMeant(q)}::text[]))`
  const isPlace = wordsOf(q)
    .map(word => sql`concat_ws(E'\\n', l.words, h.words) like ${containing(foldedOf(word))}`)
    .reduce((left, right) => sql`${left} and ${right}`, sql`true`)
  return sql`
    ${found.before} select * from (
      select t.code, l.name as place,
        case when ${isCode} then 'code' when ${found.open} and ${isPlace} then 'place' when ${found.open} then 'set'
          when ${found.child} then 'child' when ${found.contact} then 'contact' else 'names' end as "foundBy"
      from trajectories t
      left join locations l on l.id = t.school_location_id
      left join locations h on h.id = t.home_location_id
      where ${isOwn} and ${isFound(sql, found)}
    ) x
    order by array_position(array['code', 'child', 'contact', 'names', 'place', 'set'], x."foundBy"), x.code desc
    limit ${searchMax}`
}
