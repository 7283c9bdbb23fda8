import { revokeToken } from '../../controlplane/integration/token/actions.ts'
import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import { issueAnswerLink } from '../../controlplane/people/link/actions.ts'
import {
  type Asking,
  type Audience,
  audiences,
  idleEnd,
  longestEnd,
  looks,
  roles,
  scopes,
} from '../../controlplane/people/rules.ts'
import { keepSignIn, signOut } from '../../controlplane/people/sign-in/actions.ts'
import { addAccount, type Ground, openSignInOf } from '../support/every-route-ground.ts'
import { type SignedIn, signInAs } from '../support/people.ts'
import { next } from '../support/right-value.ts'

/** Who has every role, and yet is not signed in. */
const hopeless = ['nobody', 'shut', 'ended', 'idle', 'too old', 'stranger', 'revoked token'] as const
export type Asker = { name: Asking | (typeof hopeless)[number]; person: SignedIn; held: readonly Asking[] }

/** One of each: with every role alone, a screen on the wall, through a link, a program of each kind, and without hope. */
export function openAskers(ground: Ground): Promise<Asker[]> {
  return Promise.all([...hopeless, ...audiences, ...looks, ...scopes].map(name => openAsker(ground, name)))
}

/** With a sign-in of its own, which the next request may end. */
export async function openAsker(ground: Ground, name: Asker['name']): Promise<Asker> {
  if (isHopeless(name)) return openHopeless(ground, name)
  if (isLinked(name)) return openLinked(ground, name)
  return { name, person: await signInAs(ground.plane, name), held: [name] }
}

export const isHopeless = (name: Asker['name']): name is (typeof hopeless)[number] =>
  (hopeless as readonly string[]).includes(name)

export const isLinked = (name: Asker['name']): name is Audience =>
  (audiences as readonly string[]).includes(name)

/** With a link of its own, about something of its own. */
async function openLinked({ plane, bystander }: Ground, audience: Audience): Promise<Asker> {
  const { httpUrl, sql, clock } = plane
  const asked = { object: `ticket:A-${next()}`, audience, question: 'works_again', language: 'nl' } as const
  const link = await sql.begin(tx => issueAnswerLink(tx, asked, clock.now()))
  return { name: audience, person: { httpUrl, cookie: '', accountId: bystander, link }, held: [audience] }
}

/** How long ago they signed in. */
const agesMs = { shut: 0, ended: 0, idle: idleEnd(0), 'too old': longestEnd(0), stranger: 0 }

async function openHopeless(ground: Ground, name: (typeof hopeless)[number]): Promise<Asker> {
  const { plane, bystander } = ground
  const { httpUrl, sql } = plane
  if (name === 'revoked token') return openRevoked(ground)
  if (name === 'nobody') return { name, person: { httpUrl, cookie: '', accountId: bystander }, held: [] }
  const now = plane.clock.now()
  const accountId = await addAccount(plane, `${name} ${next()}`, roles)
  const { id, token } = await openSignInOf(plane, accountId, now - agesMs[name])
  // By hand, so that its sign-in stays open: the door looks at the account too.
  if (name === 'shut')
    await sql`update accounts set disabled_at = ${now}::timestamptz where id = ${accountId}`
  if (name === 'ended') await signOut(sql, { id, accountId, now })
  if (name === 'too old') await keepSignIn(sql, { id, now })
  const known = name === 'stranger' ? 'A'.repeat(43) : token
  return { name, person: { httpUrl, cookie: `${signInCookie}=${known}`, accountId }, held: [] }
}

/** Also with the cookie of somebody who may do everything: who names a token is judged by it alone. */
async function openRevoked({ plane, everybody }: Ground): Promise<Asker> {
  const program = await signInAs(plane, 'read_tickets')
  await revokeToken(plane.sql, { id: program.accountId, actor: everybody.accountId, now: plane.clock.now() })
  const { token } = await openSignInOf(plane, everybody.accountId)
  return { name: 'revoked token', person: { ...program, cookie: `${signInCookie}=${token}` }, held: [] }
}
