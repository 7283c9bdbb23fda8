import type { Database } from '../../platform/postgres/database.ts'
import { type Entry, type KnownSignIn, type Look, looksOf, type Scope, standingOf } from '../rules.ts'

/**
 * Who asks: the person behind a sign-in that holds now. Instants in ms since 1970 UTC. Of a program the account is its
 * token, and it has no role.
 */
type SignedInPerson = {
  accountId: string
  signInId: string
  roles: Look[]
  /** Nobody has touched it for half an hour: it shows what the wall shows until they prove to be there. */
  isIdle: boolean
  how: Entry
  /** When the person last proved to be there. */
  confirmedAt: number
  usedAt: number
  endsAt: number
}

/** Who asks, and how far they reach under the policy of the route. */
export type Viewer = Omit<SignedInPerson, 'how'> & { how: Entry | 'token'; reach: 'all' | 'own' }

type Row = Omit<SignedInPerson, 'roles' | 'isIdle'> & KnownSignIn

/** A program of another system, by its token. */
export type Program = { id: string; scopes: readonly Scope[]; usedAt: number; endsAt: number }

/** Whose token this is, by its hash, and that it was used; undefined: nobody's, or not any more. `now`: ms since 1970 UTC. */
export type AdmitToken = (hash: string, now: number) => Promise<Program | undefined>

/** Which of these accounts are on duty then. */
export type OnDuty = (accounts: readonly string[], at: number) => Promise<ReadonlySet<string>>

/** Undefined: no such sign-in, it has ended, the account is shut, or it has no role left. `hash`: of the token. */
export async function findSignedIn(
  sql: Database,
  hash: string,
  { now, onDuty }: { now: number; onDuty: OnDuty },
): Promise<SignedInPerson | undefined> {
  const [row] = await sql<Row[]>`
    select s.account_id as "accountId", s.id as "signInId", s.how, s.confirmed_at as "confirmedAt",
      s.used_at as "usedAt", s.ends_at as "endsAt", s.ended_at as "endedAt", a.roles, s.granted_roles as granted
    from sign_ins s join accounts a on a.id = s.account_id
    where s.hash = ${hash} and a.disabled_at is null`
  if (!row) return undefined
  const isIdle = standingOf(row, now) === 'idle'
  const isOnDuty = isIdle && (await onDuty([row.accountId], now)).has(row.accountId)
  const roles = looksOf(row, { now, isOnDuty })
  if (roles.length === 0) return undefined
  const { accountId, signInId, how, confirmedAt, usedAt, endsAt } = row
  return { accountId, signInId, roles, isIdle, how, confirmedAt, usedAt, endsAt }
}
