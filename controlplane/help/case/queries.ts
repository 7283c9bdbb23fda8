import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { HelpCase } from '../api.ts'

/** Of one answer. */
const openMax = 500
const ofSetMax = 20

/** Presses of a device that came since then (ms since 1970 UTC). */
export async function countPresses(sql: Database, deviceNo: number, since: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from help_presses
    where device_no = ${deviceNo} and received_at >= ${since}::timestamptz`
  return row?.rows ?? 0
}

type Row = Omit<HelpCase, 'place' | 'takenBy' | 'closedBy'> & {
  placeCode: string | null
  name: string | null
  municipality: string | null
  takenBy: string | null
  closedBy: string | null
}

type Known = { sql: Database; personal: PersonalData }

/** Everybody who asks for help now, who asks longest first. `counsellor`: in whose trajectories; undefined: all. */
export async function findOpenCases(
  { sql, personal }: Known,
  counsellor: string | undefined,
): Promise<HelpCase[]> {
  const rows = await sql<Row[]>`
    ${caseRows(sql)} where c.closed_at is null and c.withdrawn_at is null ${ofCounsellor(sql, counsellor)}
    order by c.opened_at, c.id limit ${openMax}`
  return withNames({ sql, personal }, rows)
}

/** The last cases of a set, the newest first; undefined: no set has this label. `counsellor`: as above. */
export async function findCasesOf(
  { sql, personal }: Known,
  label: string,
  counsellor: string | undefined,
): Promise<HelpCase[] | undefined> {
  const [set] = await sql<{ id: string }[]>`select id from sets where label = ${label}`
  if (!set) return undefined
  const rows = await sql<Row[]>`
    ${caseRows(sql)} where c.set_id = ${set.id} ${ofCounsellor(sql, counsellor)}
    order by c.opened_at desc, c.id desc limit ${ofSetMax}`
  return withNames({ sql, personal }, rows)
}

/** The codes of trajectories in which somebody asks for help now. */
export async function findAskingForHelp(sql: Database, codes: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ code: string }[]>`
    select t.code from help_cases c join trajectories t on t.id = c.trajectory_id
    where c.closed_at is null and c.withdrawn_at is null and t.code = any(${[...codes]}::text[])`
  return new Set(rows.map(({ code }) => code))
}

/** The cases of the last press of each of these devices. */
export async function findLastCases(tx: Transaction, deviceNos: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct p.case_id as id from unnest(${deviceNos}::int4[]) as d(device_no)
    cross join lateral (
      select case_id from help_presses p where p.device_no = d.device_no order by received_at desc limit 1
    ) p
    where p.case_id is not null`
  return rows.map(({ id }) => id)
}

function ofCounsellor(sql: Database, counsellor: string | undefined) {
  return counsellor === undefined ? sql`` : sql`and t.counsellor_id = ${counsellor}`
}

function caseRows(sql: Database) {
  return sql`
    select c.id, s.label as set, s.kind, t.code as trajectory,
      l.code as "placeCode", l.name, l.municipality, coalesce(m.simulated, false) as simulated,
      last.picture, last.by, last.language, n.presses, c.opened_at as "openedAt",
      c.first_press_at as "pressedAt", c.last_press_at as "lastPressAt", c.seen_at as "seenAt",
      c.taken_at as "takenAt", c.taken_by as "takenBy",
      case when c.withdrawn_at is null then n.works_again_at end as "worksAgainAt",
      c.withdrawn_at as "withdrawnAt", c.closed_at as "closedAt", c.closed_by as "closedBy", c.outcome
    from help_cases c join sets s on s.id = c.set_id
    join lateral (
      select picture, by, language, device_no from help_presses p
      where p.case_id = c.id order by p.pressed_at desc, p.press limit 1
    ) last on true
    join lateral (
      select count(*)::int4 as presses,
        case when bool_and(p.withdrawn_at is not null) then max(p.withdrawn_at) end as works_again_at
      from help_presses p where p.case_id = c.id
    ) n on true
    left join summaries m on m.device_no = last.device_no
    left join trajectories t on t.id = c.trajectory_id
    left join locations l on l.id = case s.kind when 'home' then t.home_location_id else t.school_location_id end`
}

async function withNames({ sql, personal }: Known, rows: readonly Row[]): Promise<HelpCase[]> {
  const helpers = rows.flatMap(({ takenBy, closedBy }) => [takenBy, closedBy]).filter(id => id !== null)
  const names = await findFirstNames(sql, personal, [...new Set(helpers)])
  const helper = (account: string | null) =>
    account === null ? null : { account, firstName: names.get(account) ?? '' }
  return rows.map(({ placeCode, name, municipality, takenBy, closedBy, ...row }) => ({
    ...row,
    place: placeCode === null ? null : { code: placeCode, name, municipality },
    takenBy: helper(takenBy),
    closedBy: helper(closedBy),
  }))
}
