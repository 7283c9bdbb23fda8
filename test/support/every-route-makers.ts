import { randomBytes } from 'node:crypto'
import { issueLink } from '../../controlplane/people/sign-in/actions.ts'
import { type Ground, openSignInOf } from './every-route-ground.ts'
import type { SignedIn } from './people.ts'
import { newDeviceId } from './registration.ts'

/** Whose the object of a request is; `missing`: it is not there. */
export type Whose = 'own' | 'others' | 'missing'

/** A request that is right, but for who may send it. */
export type RightRequest = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

export type Asked = { ground: Ground; asker: SignedIn; whose: Whose }
export type Make = (asked: Asked) => RightRequest | Promise<RightRequest>

export const nothing = {}
let made = 0
/** Another number every time, for names that must be new. */
export function next(): string {
  made += 1
  return String(made).padStart(4, '0')
}

export const ofSet =
  (more: RightRequest = {}): Make =>
  ({ ground: { own, others }, whose }) => {
    const label = { own: own.school.label, others: others.school.label, missing: 'KS-9999' }[whose]
    return { params: { label }, ...more }
  }

export const ofDevice =
  (state: 'active' | 'questioned'): Make =>
  async ({ ground: { plane, own, others }, whose }) => {
    await plane.sql`update devices set state = ${state}`
    const id = { own: own.home.deviceId, others: others.home.deviceId, missing: newDeviceId() }[whose]
    return { params: { id }, body: nothing }
  }

export const ofLocation =
  (body?: unknown): Make =>
  ({ ground: { own, others }, whose }) => {
    const code = { own: `TH-${own.home.label}`, others: `TH-${others.home.label}`, missing: 'TH-9999' }[whose]
    return { params: { code }, body }
  }

export const ofAccount =
  (body?: unknown): Make =>
  async ({ ground: { plane, bystander }, asker, whose }) => {
    await plane.sql`update accounts set disabled_at = null where id = ${bystander}`
    const id = { own: asker.accountId, others: bystander, missing: crypto.randomUUID() }[whose]
    return { params: { id }, body }
  }

/** A duty of its own on a day that is to come. */
export async function putDuty({ ground: { plane, bystander }, asker, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const account = whose === 'own' ? asker.accountId : bystander
  const startsAt = Date.now() + Number(next()) * 3_600_000
  const [row] = await plane.sql<{ id: string }[]>`
    insert into duties (account_id, starts_at, ends_at)
    values (${account}, ${startsAt}::timestamptz, ${startsAt + 3_600_000}::timestamptz) returning id`
  return row!.id
}

export async function putCode({ ground: { plane, own, others }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const { label } = whose === 'own' ? own.home : others.home
  const [row] = await plane.sql<{ id: string }[]>`
    insert into enrolment_tokens (set_id, hash, issued_at, expires_at)
    select id, ${randomBytes(32).toString('hex')}, now(), now() + interval '1 day' from sets where label = ${label}
    returning id`
  return row!.id
}

export async function putSignIn({ ground: { plane, bystander }, asker, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  return (await openSignInOf(plane, whose === 'own' ? asker.accountId : bystander, ['policy'])).id
}

/** A fresh link of a bystander. */
export async function makeLink({ ground: { plane, bystander } }: Asked): Promise<string> {
  await plane.sql`update accounts set disabled_at = null where id = ${bystander}`
  return issueLink(plane.sql, { accountId: bystander, actor: 'server', now: Date.now() })
}

export const items = (item: unknown) => ({ body: { items: [item] } })
