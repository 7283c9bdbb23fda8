import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type Role, usedSince } from '../rules.ts'

/** The issuer of accounts that sign in by links of the server alone. */
export const serverIssuer = 'server'

/** What is sealed of an account. */
export type PersonName = { firstName: string; name: string; email: string | null }

/** An account as a list shows it. Instants in ms since 1970 UTC. */
export type Account = {
  id: string
  firstName: string
  roles: Role[]
  /** Null: it signs in by links of the server alone. */
  issuer: string | null
  disabledAt: number | null
  createdAt: number
  signedInAt: number | null
  /** Browsers in which this person is signed in. */
  signIns: number
}

/** Accounts of one answer: more than any team has. */
const accountsMax = 1000

type Row = Omit<Account, 'firstName'> & Sealed

/**
 * Every account, or those whose name or e-mail holds every word of `search`: who waits for a role first, then the
 * newest; a thousand at most. `now` in ms since 1970 UTC.
 */
export async function findAccounts(
  sql: Database,
  personal: PersonalData,
  { search, now }: { search?: string | undefined; now: number },
): Promise<Account[]> {
  const holds = (hashes: readonly Buffer[]) => sql`word_hashes @> (
    select array_agg(decode(w, 'hex')) from unnest(${hashes.map(hash => hash.toString('hex'))}::text[]) w
  )`
  const matching =
    search === undefined
      ? sql`true`
      : personal.searchHashes(search).reduce((one, hashes) => sql`${one} or ${holds(hashes)}`, sql`false`)
  const rows = await sql<Row[]>`
    select id, sealed, key_id as "keyId", roles, nullif(issuer, ${serverIssuer}) as issuer,
      disabled_at as "disabledAt", created_at as "createdAt", signed_in_at as "signedInAt",
      (select count(*)::int4 from sign_ins s
        where s.account_id = a.id and s.how <> 'wall' and s.ended_at is null and s.ends_at > ${now}::timestamptz
          and s.used_at > ${usedSince(now)}::timestamptz) as "signIns"
    from accounts a
    where ${matching}
    order by (roles = '{}' and disabled_at is null) desc, created_at desc, id desc
    limit ${accountsMax}`
  return rows.map(row => withFirstName(row, personal))
}

/** First names by account, for whoever is shown as having done something. */
export async function findFirstNames(
  sql: Database,
  personal: PersonalData,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<(Sealed & { id: string })[]>`
    select id, sealed, key_id as "keyId" from accounts where id::text = any(${[...ids]}::text[])`
  return new Map(rows.map(row => [row.id, nameIn(row, personal).firstName]))
}

/** First names of those of these accounts who agreed to be named at sets. */
export async function findShownFirstNames(
  sql: Database,
  personal: PersonalData,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const shown = await sql<{ id: string }[]>`
    select id from accounts where id = any(${[...ids]}::uuid[]) and first_name_shown`
  return findFirstNames(
    sql,
    personal,
    shown.map(({ id }) => id),
  )
}

/** Whether this person agreed to be named at sets. */
export async function isFirstNameShown(sql: Database, id: string): Promise<boolean> {
  const [row] = await sql<
    { shown: boolean }[]
  >`select first_name_shown as shown from accounts where id = ${id}`
  return row?.shown ?? false
}

/** The name of an account; undefined: there is no such account. */
export async function findName(
  sql: Database,
  personal: PersonalData,
  id: string,
): Promise<PersonName | undefined> {
  const [row] = await sql<(Sealed & { id: string })[]>`
    select id, sealed, key_id as "keyId" from accounts where id = ${id}`
  return row && nameIn(row, personal)
}

/** Whether there is an administrator who has found the way in: open, with the role, and signed in before. */
export async function hasAdministrator(sql: Database): Promise<boolean> {
  const [row] = await sql`
    select from accounts where 'admin' = any(roles) and disabled_at is null and signed_in_at is not null limit 1`
  return row !== undefined
}

function withFirstName(row: Row, personal: PersonalData): Account {
  const { sealed: _sealed, keyId: _keyId, ...account } = row
  return { ...account, firstName: nameIn(row, personal).firstName }
}

function nameIn({ id, sealed, keyId }: Sealed & { id: string }, personal: PersonalData): PersonName {
  return personal.open<PersonName>(`account:${id}`, { sealed, keyId })
}
