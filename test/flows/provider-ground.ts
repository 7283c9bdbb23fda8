import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../controlplane/people/rules.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type IdentityProvider, type Member, startIdentityProvider } from '../support/identity-provider.ts'
import { type Bend, type Ended, openTraveller, type Traveller, travel } from '../support/journey.ts'
import { signInAs, tellAs } from '../support/people.ts'

export const signInCookie = '__Host-setwacht'
export const attemptCookie = '__Host-setwacht-attempt'

type Ground = { provider: IdentityProvider; plane: TestControlPlane<HeldClock> }
const ground = {} as Ground

/** One control plane and one identity provider for all tests of a file. */
export function openProviderGround(): Ground {
  beforeAll(async () => {
    const clock = holdClock()
    const provider = await startIdentityProvider([], { clock })
    const plane = await startControlPlane({ provider: provider.settings, clock })
    provider.knows(plane.httpUrl)
    Object.assign(ground, { provider, plane })
  })
  afterAll(async () => {
    await ground.plane.stop()
    await ground.provider.stop()
  })
  return ground
}

/** Lets time pass; the administrator, whose own sign-in may not outlive it, signs in again. */
export async function letPass(ms: number): Promise<void> {
  ground.plane.clock.move(ms)
  ground.plane.admin = await signInAs(ground.plane, 'admin')
}

/** Somebody new, with a browser. Left out: in the group of the helpdesk, with a second factor. */
export type Somebody = { member: Member; browser: Traveller }

export function somebody(of: Partial<Member> = {}): Somebody {
  const subject = `person-${crypto.randomUUID()}`
  const member: Member = { subject, groups: ['setwacht-helpdesk'], amr: ['pwd', 'mfa'], ...of }
  ground.provider.members.push(member)
  return { member, browser: openTraveller() }
}

/** Signs in at the provider. `to`: where the person is going in the console. */
export function signIn({ member, browser }: Somebody, to = '/sets', bend: Bend = {}): Promise<Ended> {
  const from = `/api/sign-in/provider?to=${encodeURIComponent(to)}`
  return travel(browser, { consoleUrl: ground.plane.httpUrl, from, as: member.subject, bend })
}

/** Who the browser is signed in as, to the console: the roles; undefined: nobody. */
export async function rolesIn({ browser }: Somebody): Promise<Role[] | undefined> {
  const answer = await browser.ask(`${ground.plane.httpUrl}/api/me`)
  if (answer.status === 401) return undefined
  return ((await answer.json()) as { roles: Role[] }).roles
}

/** The account of a person; undefined: there is none. */
export async function accountOf({ member }: Somebody): Promise<string | undefined> {
  const [row] = await ground.plane.sql<
    { id: string }[]
  >`select id from accounts where subject = ${member.subject}`
  return row?.id
}

/** An administrator gives a person these roles. */
export async function give(person: Somebody, roles: Role[]): Promise<void> {
  const path = `/api/accounts/${await accountOf(person)}/roles`
  const answer = await tellAs(ground.plane.admin, path, { roles }, 'PUT')
  if (answer.status !== 200) throw new Error(`the roles were refused: ${await answer.text()}`)
}

/** Somebody who is signed in with the role of the helpdesk. */
export async function signedIn(of: Partial<Member> = {}): Promise<Somebody> {
  const person = somebody(of)
  await signIn(person)
  await give(person, ['helpdesk'])
  await signIn(person)
  return person
}

/** What the audit log says of a person, oldest first. */
export async function actsOf(person: Somebody): Promise<{ act: string; why?: string }[]> {
  const subject = `account:${await accountOf(person)}`
  const rows = await ground.plane.sql<{ act: string; detail: string }[]>`
    select act, detail from audit_log where subject = ${subject} order by no`
  return rows.map(({ act, detail }) => {
    const { why } = JSON.parse(detail) as { why?: string }
    return why === undefined ? { act } : { act, why }
  })
}
