import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import { type Role, roles } from '../../controlplane/people/rules.ts'
import { addAccount, type Ground, openSignInOf } from '../support/every-route-ground.ts'
import { type SignedIn, signInAs } from '../support/people.ts'

/** Who has every role, and yet is not signed in. */
const hopeless = ['nobody', 'shut', 'ended', 'idle', 'too old', 'stranger'] as const
export type Asker = { name: Role | (typeof hopeless)[number]; person: SignedIn; held: readonly Role[] }

/** One of each: with every role alone, and without hope. */
export function openAskers(ground: Ground): Promise<Asker[]> {
  return Promise.all([...hopeless, ...roles].map(name => openAsker(ground, name)))
}

/** With a sign-in of its own, which the next request may end. */
export async function openAsker(ground: Ground, name: Asker['name']): Promise<Asker> {
  if (isHopeless(name)) return openHopeless(ground, name)
  return { name, person: await signInAs(ground.plane, name), held: [name] }
}

export const isHopeless = (name: Asker['name']): name is (typeof hopeless)[number] =>
  (hopeless as readonly string[]).includes(name)

async function openHopeless(ground: Ground, name: (typeof hopeless)[number]): Promise<Asker> {
  const { plane, bystander } = ground
  const { httpUrl, sql } = plane
  if (name === 'nobody') return { name, person: { httpUrl, cookie: '', accountId: bystander }, held: [] }
  const accountId = await addAccount(plane, name, roles)
  const { id, token } = await openSignInOf(plane, accountId, roles)
  if (name === 'shut') await sql`update accounts set disabled_at = now() where id = ${accountId}`
  if (name === 'ended')
    await sql`update sign_ins set ended_at = now(), ended_by = 'signed_out' where id = ${id}`
  if (name === 'idle') await sql`update sign_ins set used_at = now() - interval '31 minutes' where id = ${id}`
  if (name === 'too old') await sql`update sign_ins set ends_at = now() where id = ${id}`
  const known = name === 'stranger' ? 'A'.repeat(43) : token
  return { name, person: { httpUrl, cookie: `${signInCookie}=${known}`, accountId }, held: [] }
}
