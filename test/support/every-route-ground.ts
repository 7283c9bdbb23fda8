import { createHash, randomBytes } from 'node:crypto'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import { type Role, roles } from '../../controlplane/people/rules.ts'
import { type Clock, realClock } from '../../controlplane/platform/clock.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { startControlPlane, type TestControlPlane } from './control-plane.ts'
import { type SignedIn, signInAs } from './people.ts'
import { registerPairs } from './registration.ts'

/** Everything that requests are about: a pair of the counsellor, one of somebody else, and a person who asks nothing. */
export type Ground = Awaited<ReturnType<typeof layGround>>

export async function layGround(clock: Clock = realClock) {
  const plane = await startControlPlane({ authority: true, clock })
  const counsellor = await signInAs(plane, 'counsellor')
  const [own, others, bare] = await registerPairs(plane.admin, 3)
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = ${own!.trajectory}`
  await plane.sql`update devices set state = 'active'`
  const bystander = await addAccount(plane, 'bystander', ['policy'])
  const everybody = await openEverybody(plane)
  return { plane, own: own!, others: others!, bare: bare!, bystander, everybody }
}

/** Somebody of an organisation, as an identity provider would have brought them. Returns the account. */
export async function addAccount(
  { sql, dataDir }: TestControlPlane,
  subject: string,
  roles: readonly Role[],
): Promise<string> {
  const personal = await openPersonalKeys(dataDir, Date.now())
  const name = { firstName: subject, name: 'Test', email: null }
  const person = { ...name, issuer: 'https://login.example.org', subject, roles }
  return sql.begin(tx => ensureAccount(tx, personal, person, Date.now()))
}

/** Opens a sign-in without a browser. Returns its id and its cookie's token. */
export async function openSignInOf({ sql }: TestControlPlane, accountId: string, roles: readonly Role[]) {
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  const [row] = await sql<{ id: string }[]>`
    insert into sign_ins (hash, account_id, how, granted_roles, browser, created_at, used_at, ends_at, confirmed_at)
    values (${hash}, ${accountId}, 'link', ${[...roles]}::text[], 'a test', now(), now(), now() + interval '1 hour', now())
    returning id`
  return { id: row!.id, token }
}

/** Somebody who may do everything, for whom nothing is in the way but what is wrong with a request. */
async function openEverybody(plane: TestControlPlane): Promise<SignedIn> {
  const accountId = await addAccount(plane, 'everybody', roles)
  const { token } = await openSignInOf(plane, accountId, roles)
  return { httpUrl: plane.httpUrl, cookie: `${signInCookie}=${token}`, accountId }
}
