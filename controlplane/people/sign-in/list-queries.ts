import type { Database } from '../../platform/postgres/database.ts'
import type { SignInRow } from '../account/api.ts'
import { heldRoles, idleEnd, isSignedIn, type Role } from '../rules.ts'

const listedForMs = 30 * 86_400_000
/** Rows of one answer, newest first. */
const signInsMax = 200

type Row = {
  id: string
  how: 'provider' | 'link'
  browser: string
  createdAt: number
  usedAt: number
  endsAt: number
  endedAt: number | null
  endedBy: string | null
}

/** The sign-ins of an account in the last thirty days. `asking`: the sign-in that asks. `now`: ms since 1970 UTC. */
export async function findSignIns(
  sql: Database,
  { accountId, asking, now }: { accountId: string; asking: string; now: number },
): Promise<SignInRow[]> {
  const rows = await sql<Row[]>`
    select id, how, browser, created_at as "createdAt", used_at as "usedAt", ends_at as "endsAt",
      ended_at as "endedAt", ended_by as "endedBy"
    from sign_ins where account_id = ${accountId} and created_at > ${now - listedForMs}::timestamptz
    order by created_at desc, id desc limit ${signInsMax}`
  return rows.map(row => {
    const { id, how, browser, createdAt, usedAt } = row
    const endsAt = row.endedAt ?? Math.min(row.endsAt, idleEnd(usedAt))
    return { id, how, browser, createdAt, usedAt, endsAt, state: stateOf(row, now), isThis: id === asking }
  })
}

function stateOf(row: Row, now: number): SignInRow['state'] {
  if (isSignedIn(row, now)) return 'open'
  if (row.endedAt === null) return 'expired'
  return row.endedBy === 'signed_out' || row.endedBy === 'replaced' ? row.endedBy : 'ended'
}

/** Whether an account is there. */
export async function isAccount(sql: Database, id: string): Promise<boolean> {
  const [row] = await sql`select from accounts where id = ${id}`
  return row !== undefined
}

/** Whose a sign-in is; undefined: there is none. */
export async function findOwner(sql: Database, id: string): Promise<string | undefined> {
  const [row] = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from sign_ins where id = ${id}`
  return row?.accountId
}

/** Of these sign-ins those that hold now, with the roles held through each. `now`: ms since 1970 UTC. */
export async function findStanding(
  sql: Database,
  ids: readonly string[],
  now: number,
): Promise<Map<string, Role[]>> {
  const rows = await sql<
    (Pick<Row, 'id' | 'usedAt' | 'endsAt' | 'endedAt'> & { accountRoles: string[]; grantedRoles: string[] })[]
  >`
    select s.id, s.used_at as "usedAt", s.ends_at as "endsAt", s.ended_at as "endedAt",
      a.roles as "accountRoles", s.granted_roles as "grantedRoles"
    from sign_ins s join accounts a on a.id = s.account_id
    where s.id = any(${[...ids]}::uuid[]) and s.ended_at is null and a.disabled_at is null`
  const standing = rows.filter(row => isSignedIn(row, now))
  return new Map(
    standing.map(({ id, accountRoles, grantedRoles }) => [id, heldRoles(accountRoles, grantedRoles)]),
  )
}
