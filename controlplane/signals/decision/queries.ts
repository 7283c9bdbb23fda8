import type { PendingQuery, Row } from 'postgres'
import type { Database } from '../../platform/postgres/database.ts'
import type { RuleName } from '../rules.ts'
import { stormSubject } from '../storm/queries.ts'
import { type Decision, type DecisionsAsked, decisionsPageMax } from './api.ts'
import { groupsOf } from './rules.ts'

type Page = { rows: Decision[]; next: string | null }
type Which = PendingQuery<Row[]>

/** What was decided of a trajectory; undefined: there is none with this code. `before` of `asked`: the id of a decision. */
export async function findDecisionsOfTrajectory(
  sql: Database,
  code: string,
  asked: DecisionsAsked,
): Promise<Page | undefined> {
  const [found] = await sql`select from trajectories where code = ${code}`
  return found && findPage(sql, sql`d.subject = ${`trajectory:${code}`}`, asked)
}

/** What was decided of a set, alone and in the pairs that it served; undefined: there is none with this label. */
export async function findDecisionsOfSet(
  sql: Database,
  label: string,
  asked: DecisionsAsked,
): Promise<Page | undefined> {
  const [found] = await sql<{ id: string }[]>`select id from sets where label = ${label}`
  if (!found) return undefined
  const own = `set:${label}`
  const which = sql`d.subject = ${own} or exists (
    select from pair_sets p join trajectories t on t.id = p.trajectory_id
    where p.set_id = ${found.id} and d.subject = 'trajectory:' || t.code and d.decided_at >= p.from_at
      and (p.until_at is null or d.decided_at < p.until_at)
      and (d.about like 'trajectory:%' or d.about like ${`${own}/%`})
  )`
  const subjects = sql`d.subject in (
    select ${own} union all
    select 'trajectory:' || t.code from pair_sets p join trajectories t on t.id = p.trajectory_id
    where p.set_id = ${found.id}
  )`
  return findPage(sql, sql`${subjects} and (${which})`, asked)
}

/** Its signals were seen, and its place in the queue was decided, within this of its life; ms. */
const aroundMs = 3_600_000

/** What was decided of what a ticket is about, around its life; undefined: none has this number. */
export async function findDecisionsOfTicket(
  sql: Database,
  no: number,
  { now, ...asked }: DecisionsAsked & { now: number },
): Promise<Page | undefined> {
  const [ticket] = await sql<{ key: string; openedAt: number; endedAt: number | null }[]>`
    select correlation_key as key, opened_at as "openedAt", coalesce(closed_at, resolved_at) as "endedAt"
    from tickets where no = ${no}`
  if (!ticket) return undefined
  const { key, openedAt, endedAt } = ticket
  const subject = key.endsWith('/storm') ? stormSubject : key.slice(0, key.lastIndexOf('/'))
  const which = sql`d.subject = ${subject} and (d.about = ${key} or d.rule is not null)
    and (d.subject <> ${stormSubject} or d.about = ${key})
    and d.at between ${openedAt - aroundMs}::timestamptz and ${(endedAt ?? now) + aroundMs}::timestamptz`
  return findPage(sql, which, asked)
}

async function findPage(sql: Database, which: Which, { before, rule }: DecisionsAsked): Promise<Page> {
  const older =
    before === undefined ? sql`` : sql`and (d.at, d.id) < (select at, id from decisions where id = ${before})`
  const ofRule = rule === undefined ? sql`` : sql`and (${aboutRule(sql, rule)})`
  const rows = await sql<Decision[]>`
    select d.id, d.at, d.decided_at as "decidedAt", d.about, d.rule, d.what, d.detail from decisions d
    where ${which} ${older} ${ofRule} order by d.at desc, d.id desc limit ${decisionsPageMax + 1}`
  const page = rows.slice(0, decisionsPageMax)
  return { rows: page, next: rows.length > decisionsPageMax ? page.at(-1)!.id : null }
}

/** Its signals, and the incidents that they can be part of: by the last word of their group key. */
function aboutRule(sql: Database, rule: RuleName): Which {
  const groups = [...groupsOf(rule)]
  return sql`d.rule = ${rule} or (d.rule is null and substring(d.about from '[^/]+$') = any(${groups}::text[]))`
}
