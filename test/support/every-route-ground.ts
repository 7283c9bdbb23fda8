import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import { type Role, roles } from '../../controlplane/people/rules.ts'
import { openSignIn } from '../../controlplane/people/sign-in/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { ruleNames } from '../../controlplane/signals/rules.ts'
import { holdClock } from './clock.ts'
import { startControlPlane, type TestControlPlane } from './control-plane.ts'
import { type SignedIn, signInAs } from './people.ts'
import { registerPairs } from './registration.ts'

/** Everything that requests are about: a pair of the counsellor, one of somebody else, and a person who asks nothing. */
export type Ground = Awaited<ReturnType<typeof layGround>>

/** Time stands still there, so that nobody's sign-in ends and nothing changes by itself. */
export async function layGround() {
  const plane = await startControlPlane({ authority: true, clock: holdClock() })
  const counsellor = await signInAs(plane, 'counsellor')
  const [own, others, bare] = await registerPairs(plane.admin, 3)
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = ${own!.trajectory}`
  await plane.sql`update devices set state = 'active'`
  // Nothing is judged beside what is asked; a storm that is laid there is over once its rule is switched off.
  await plane.sql`
    insert into rule_edits (rule, edit, actor, at)
    select rule, '{"on": false}'::jsonb, ${counsellor.accountId}, ${plane.clock.now()}::timestamptz
    from unnest(${ruleNames.filter(name => name !== 'storm_location')}::text[]) as r(rule)`
  const bystander = await addAccount(plane, 'bystander', ['policy'])
  const everybody = await openEverybody(plane)
  return { plane, own: own!, others: others!, bare: bare!, bystander, everybody }
}

/** Somebody of an organisation, as an identity provider would have brought them. Returns the account. */
export async function addAccount(
  { sql, dataDir, clock }: Pick<TestControlPlane, 'sql' | 'dataDir' | 'clock'>,
  subject: string,
  roles: readonly Role[],
): Promise<string> {
  const personal = await openPersonalKeys(dataDir, clock.now())
  const name = { firstName: subject, name: 'Test', email: null }
  const person = { ...name, issuer: 'https://login.example.org', subject, roles }
  return sql.begin(tx => ensureAccount(tx, personal, person, clock.now()))
}

/** Opens a sign-in without a browser, which may do what the account may. Returns its id and its cookie's token. */
export async function openSignInOf({ sql, clock }: TestControlPlane, accountId: string, at = clock.now()) {
  const way = {
    accountId,
    how: 'link',
    granted: roles,
    browser: 'a test',
    replaces: undefined,
    now: at,
  } as const
  const outcome = await sql.begin(tx => openSignIn(tx, way))
  if (!outcome.ok) throw new Error(`the sign-in was refused: ${outcome.refusal}`)
  return { id: outcome.signInId, token: outcome.token }
}

/** Somebody who may do everything, for whom nothing is in the way but what is wrong with a request. */
async function openEverybody(plane: TestControlPlane): Promise<SignedIn> {
  const accountId = await addAccount(plane, 'everybody', roles)
  const { token } = await openSignInOf(plane, accountId)
  return { httpUrl: plane.httpUrl, cookie: `${signInCookie}=${token}`, accountId }
}
