import type { Database } from '../../platform/postgres/database.ts'
import { heldRoles, isSignedIn, type Role } from '../rules.ts'

/** Who asks: the person behind a sign-in that holds now. Instants in ms since 1970 UTC. */
type SignedInPerson = {
  accountId: string
  signInId: string
  roles: Role[]
  how: 'provider' | 'link'
  /** When the person last proved to be there. */
  confirmedAt: number
  usedAt: number
  endsAt: number
}

/** Who asks, and how far they reach under the policy of the route. */
export type Viewer = SignedInPerson & { reach: 'all' | 'own' }

type Row = Omit<SignedInPerson, 'roles'> & {
  accountRoles: string[]
  grantedRoles: string[]
  endedAt: number | null
}

/** Undefined: no such sign-in, it has ended, the account is shut, or it has no role left. `hash`: of the token. */
export async function findSignedIn(
  sql: Database,
  hash: string,
  now: number,
): Promise<SignedInPerson | undefined> {
  const [row] = await sql<Row[]>`
    select s.account_id as "accountId", s.id as "signInId", s.how, s.confirmed_at as "confirmedAt",
      s.used_at as "usedAt", s.ends_at as "endsAt", s.ended_at as "endedAt", a.roles as "accountRoles",
      s.granted_roles as "grantedRoles"
    from sign_ins s join accounts a on a.id = s.account_id
    where s.hash = ${hash} and a.disabled_at is null`
  if (!row || !isSignedIn(row, now)) return undefined
  const { accountRoles, grantedRoles, endedAt: _, ...person } = row
  const roles = heldRoles(accountRoles, grantedRoles)
  return roles.length === 0 ? undefined : { ...person, roles }
}
