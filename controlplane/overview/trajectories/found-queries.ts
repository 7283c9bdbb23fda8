import type { PendingQuery, Row } from 'postgres'
import { findContactMatches } from '../../contacts/queries.ts'
import { reachOf } from '../../people/rules.ts'
import type { Viewer } from '../../people/viewer/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { labelsMeant } from '../../sets/rules.ts'
import { placesCalled } from '../locations/queries.ts'
import { codesMeant, containing, wordsOf } from '../search/rules.ts'

type Fragment = PendingQuery<Row[]>
type Known = { sql: Database; personal: PersonalData }

/**
 * How a trajectory was found, with every word that was typed; each is a condition on `t`. `child`, `contact` and `names`
 * (of both) by words that are not shown. `before` stands before the select: each word is looked up once, however often
 * the conditions name it.
 */
export type Found = {
  before: Fragment
  open: Fragment
  child: Fragment
  contact: Fragment
  names: Fragment
}

/** What finds a trajectory for somebody: open words for all, personal words for who may read them. */
export async function findBy(known: Known, q: string, viewer: Viewer): Promise<Found> {
  const { sql, personal } = known
  const texts = wordsOf(q)
  const contacts = reachFor(viewer, 'seeContacts', sql)
  const [whole = nobody, ...matches] = contacts
    ? await Promise.all([q, ...texts].map(text => findContactMatches(sql, personal, text)))
    : []
  const children = reachFor(viewer, 'seeChildren', sql)
  const words = texts.map((word, order) => ({
    open: sql`t.id in (select id from ${sql(`word_${order}`)})`,
    child: byChild(sql, personal, word, children),
    contact: byContact(sql, matches[order] ?? nobody, contacts),
  }))
  const every = (of: (word: Pick<Found, 'open' | 'child' | 'contact'>) => Fragment) =>
    words.length === 0
      ? sql`false`
      : words.map(of).reduce<Fragment>((left, right) => sql`${left} and ${right}`, sql`true`)
  const inOneWord = texts.length === 2 ? byChild(sql, personal, texts.join(''), children) : sql`false`
  const byWhole = byContact(sql, whole, contacts)
  return {
    before: lookUps(sql, texts),
    open: sql`((${every(({ open }) => open)}) or t.code = any(${codesMeant(q)}::text[]))`,
    child: sql`((${every(({ open, child }) => sql`(${open} or ${child})`)}) or ${inOneWord})`,
    contact: sql`((${every(({ open, contact }) => sql`(${open} or ${contact})`)}) or ${byWhole})`,
    names: sql`(${every(({ open, child, contact }) => sql`(${open} or ${child} or ${contact})`)})`,
  }
}

function lookUps(sql: Database, words: readonly string[]): Fragment {
  if (words.length === 0) return sql``
  const one = (word: string, order: number): Fragment =>
    sql`${sql(`word_${order}`)} as materialized (${byOpenWord(sql, word)})`
  return sql`with ${words.map(one).reduce((left, right) => sql`${left}, ${right}`)}`
}

/** How it was found, as lists say it; null: by what is no secret. */
export function foundBy(sql: Database, { open, child, contact }: Found): Fragment {
  return sql`case when ${open} then null when ${child} then 'child' when ${contact} then 'contact' else 'names' end`
}

/** Whether it was found at all. */
export function isFound(sql: Database, { open, child, contact, names }: Found): Fragment {
  return sql`(${open} or ${child} or ${contact} or ${names})`
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
function byOpenWord(sql: Database, word: string): Fragment {
  const like = containing(word)
  const places = placesCalled(sql, word)
  return sql`
    select id from trajectories where code ilike ${like} or code = any(${codesMeant(word)}::text[])
    union all
    select p.trajectory_id from sets s join pair_sets p on p.set_id = s.id and p.until_at is null
    where s.label ilike ${like} or s.label = any(${labelsMeant(word)}::text[])
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
