import { findFirstNames } from '../people/account/queries.ts'
import type { Role } from '../people/rules.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Duty, DutyWeek } from './api.ts'
import { canBeOnDuty, type Span } from './rules.ts'

/** Of one answer. */
const dutiesMax = 500
const peopleMax = 500

type Row = Omit<Duty, 'firstName'>

/** Duties that fall in a span, in the order in which they begin. */
export async function findDuties(
  sql: Database,
  personal: PersonalData,
  { startsAt, endsAt }: Span,
): Promise<Duty[]> {
  const rows = await sql<Row[]>`
    select id, account_id as account, starts_at as "startsAt", ends_at as "endsAt" from duties
    where ends_at > ${startsAt}::timestamptz and starts_at < ${endsAt}::timestamptz
    order by starts_at, ends_at, id limit ${dutiesMax}`
  return withNames(sql, personal, rows)
}

/** Which of these accounts are on duty then. `at`: ms since 1970 UTC. */
export async function findOnDuty(
  sql: Database,
  accounts: readonly string[],
  at: number,
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ account: string }[]>`
    select distinct account_id as account from duties
    where account_id = any(${[...accounts]}::uuid[]) and starts_at <= ${at}::timestamptz
      and ends_at > ${at}::timestamptz`
  return new Set(rows.map(({ account }) => account))
}

/** The duty that begins next; undefined: none is planned. `now` in ms since 1970 UTC. */
export async function findNextDuty(
  sql: Database,
  personal: PersonalData,
  now: number,
): Promise<Duty | undefined> {
  const rows = await sql<Row[]>`
    select id, account_id as account, starts_at as "startsAt", ends_at as "endsAt" from duties
    where starts_at > ${now}::timestamptz order by starts_at, ends_at, id limit 1`
  const [next] = await withNames(sql, personal, rows)
  return next
}

/** Everybody who can be on duty, by first name. */
export async function findForDuty(sql: Database, personal: PersonalData): Promise<DutyWeek['people']> {
  const rows = await sql<{ id: string; roles: Role[]; disabledAt: number | null }[]>`
    select id, roles, disabled_at as "disabledAt" from accounts
    where disabled_at is null and roles && '{helpdesk,lead}' order by created_at, id limit ${peopleMax}`
  const ids = rows.filter(canBeOnDuty).map(({ id }) => id)
  const names = await findFirstNames(sql, personal, ids)
  return ids
    .map(account => ({ account, firstName: names.get(account) ?? '' }))
    .sort((one, other) => one.firstName.localeCompare(other.firstName, 'nl'))
}

async function withNames(sql: Database, personal: PersonalData, rows: readonly Row[]): Promise<Duty[]> {
  const names = await findFirstNames(sql, personal, [...new Set(rows.map(({ account }) => account))])
  return rows.map(row => ({ ...row, firstName: names.get(row.account) ?? '' }))
}
