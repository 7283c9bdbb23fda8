import type { PendingQuery, Row } from 'postgres'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { auditPageMax } from '../api.ts'
import type { Asked } from '../filter/rules.ts'
import type { ActName, readings } from '../rules.ts'

type Fragment = PendingQuery<Row[]>

export type ActsAsked = Asked & { act: ActName | undefined }
export type ReadsAsked = Asked & { how: (typeof readings)[number] | undefined }

/** First names by account, from whoever knows people. */
export type FirstNamesOf = (accounts: readonly string[]) => Promise<ReadonlyMap<string, string>>

type ActRow = {
  no: number
  at: number
  actor: string
  act: ActName
  subject: string
  detail: Record<string, unknown>
}
type ReadRow = { no: number; at: number; actor: string; record: string; how: ReadsAsked['how'] & string }
type Who = { actor: string; firstName: string | null }
type Page<R extends { actor: string }> = {
  rows: (Omit<R, 'actor'> & { who: Who })[]
  next: number | null
  actors: Who[]
}

/** More people than this do not stand in the list to filter by. */
const actorsMax = 500
const exportBatch = 1000
const account = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A page of the log of acts, newest first, and who occurs in it. */
export async function findActs(
  sql: Database,
  asked: ActsAsked,
  firstNamesOf: FirstNamesOf,
): Promise<Page<ActRow>> {
  const rows = await selectActs(sql, actsWhere(sql, asked), auditPageMax + 1)
  const actors = asked.own === undefined ? await findActors(sql) : [asked.own]
  return asPage(rows, actors, firstNamesOf)
}

/** A page of who read what, newest first, and who occurs in it. */
export async function findReads(
  sql: Database,
  { how, ...asked }: ReadsAsked,
  firstNamesOf: FirstNamesOf,
): Promise<Page<ReadRow>> {
  const filters = where(sql, asked, { actor: id => byAccount(sql, id), subject: sql`record` })
  if (how) filters.push(sql`how = ${how}`)
  const rows = await sql<ReadRow[]>`
    select no, at, account_id::text as actor, record, how from access_log where ${all(sql, filters)}
    order by no desc limit ${auditPageMax + 1}`
  const actors = asked.own === undefined ? await findReaders(sql) : [asked.own]
  return asPage(rows, actors, firstNamesOf)
}

/** How many acts a filter finds, and the number after the newest one. */
export async function countActs(
  sql: Database | Transaction,
  asked: ActsAsked,
): Promise<{ rows: number; end: number }> {
  const [count] = await sql<{ rows: number; end: number }[]>`
    select count(*) as rows, coalesce(max(no), 0) + 1 as end from audit_log where ${actsWhere(sql, asked)}`
  return count!
}

/** Every act a filter finds, newest first, in batches. */
export async function* streamActs(
  sql: Database,
  asked: ActsAsked,
  firstNamesOf: FirstNamesOf,
): AsyncGenerator<Page<ActRow>['rows']> {
  for (let before = asked.before; ; ) {
    const rows = await selectActs(sql, actsWhere(sql, { ...asked, before }), exportBatch)
    if (rows.length > 0) yield await withNames(rows, firstNamesOf)
    if (rows.length < exportBatch) return
    before = rows.at(-1)!.no
  }
}

/** Whoever changed a row behind our back may have left no JSON in it: it is shown as it is. */
function selectActs(sql: Database, filter: Fragment, limit: number): Promise<ActRow[]> {
  return sql<ActRow[]>`
    select no, at, actor, act, subject,
      case when detail is json object then detail::json else json_build_object('text', detail) end as detail
    from audit_log where ${filter} order by no desc limit ${limit}`
}

function actsWhere(sql: Database | Transaction, { act, ...asked }: ActsAsked): Fragment {
  const filters = where(sql, asked, { actor: name => sql`actor = ${name}`, subject: sql`subject` })
  if (act) filters.push(sql`act = ${act}`)
  return all(sql, filters)
}

type Columns = { actor(name: string): Fragment; subject: Fragment }

function where(sql: Database | Transaction, asked: Asked, { actor, subject }: Columns): Fragment[] {
  const { own, q, from, until, before } = asked
  const filters: Fragment[] = []
  if (own !== undefined) filters.push(actor(own))
  if (asked.actor !== undefined) filters.push(actor(asked.actor))
  if (q) filters.push(sql`${subject} ilike ${`%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  if (from !== undefined) filters.push(sql`at >= ${from}::timestamptz`)
  if (until !== undefined) filters.push(sql`at < ${until}::timestamptz`)
  if (before !== undefined) filters.push(sql`no < ${before}`)
  return filters
}

function all(sql: Database | Transaction, filters: readonly Fragment[]): Fragment {
  return filters.reduce((left, right) => sql`${left} and ${right}`, sql`true`)
}

function byAccount(sql: Database | Transaction, name: string): Fragment {
  return account.test(name) ? sql`account_id = ${name}::uuid` : sql`false`
}

/** From one name to the next by the index: the log is long and the people are few. */
async function findActors(sql: Database): Promise<string[]> {
  const rows = await sql<{ actor: string }[]>`
    with recursive found as (
      (select actor from audit_log order by actor limit 1)
      union all
      select (select a.actor from audit_log a where a.actor > f.actor order by a.actor limit 1)
      from found f where f.actor is not null
    )
    select actor from found where actor is not null limit ${actorsMax}`
  return rows.map(({ actor }) => actor)
}

async function findReaders(sql: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with recursive found as (
      (select account_id from access_log order by account_id limit 1)
      union all
      select (select a.account_id from access_log a where a.account_id > f.account_id order by a.account_id limit 1)
      from found f where f.account_id is not null
    )
    select account_id::text as id from found where account_id is not null limit ${actorsMax}`
  return rows.map(({ id }) => id)
}

async function asPage<R extends { no: number; actor: string }>(
  found: R[],
  actors: readonly string[],
  firstNamesOf: FirstNamesOf,
): Promise<Page<R>> {
  const rows = found.slice(0, auditPageMax)
  const next = found.length > auditPageMax ? rows.at(-1)!.no : null
  const names = await findNames([...actors, ...rows.map(({ actor }) => actor)], firstNamesOf)
  const named = actors.map(actor => whoIs(actor, names))
  return { rows: rows.map(row => nameRow(row, names)), next, actors: named }
}

async function withNames(rows: ActRow[], firstNamesOf: FirstNamesOf): Promise<Page<ActRow>['rows']> {
  const names = await findNames(
    rows.map(({ actor }) => actor),
    firstNamesOf,
  )
  return rows.map(row => nameRow(row, names))
}

function findNames(
  actors: readonly string[],
  firstNamesOf: FirstNamesOf,
): Promise<ReadonlyMap<string, string>> {
  return firstNamesOf([...new Set(actors)].filter(actor => account.test(actor)))
}

const whoIs = (actor: string, names: ReadonlyMap<string, string>): Who => ({
  actor,
  firstName: names.get(actor) ?? null,
})

function nameRow<R extends { actor: string }>(
  { actor, ...row }: R,
  names: ReadonlyMap<string, string>,
): Omit<R, 'actor'> & { who: Who } {
  return { ...row, who: whoIs(actor, names) }
}
