import { createHash, randomBytes } from 'node:crypto'
import { recordAct } from '../../audit/actions.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { type Entry, heldRoles, linkExpiry, longestEnd, type Role, roles, wallEnd } from '../rules.ts'

const tokenBytes = 32
const browserLengthMax = 200
const dayMs = 86_400_000
/** Sign-ins are kept as long as what was done in them: thirteen months after they ended. */
const signInsKeptDays = 396
/** Long enough to tell "expired" from "unknown". */
const waysInKeptDays = 1

/** A secret for a browser or a link: 43 characters of base64url by chance. Only its hash is kept. */
export const newToken = () => randomBytes(tokenBytes).toString('base64url')

/** SHA-256 in hexadecimal: what is kept of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

type NewLink = { accountId: string; actor: string; now: number }

/**
 * Makes a link of ten minutes for an account, or for a screen on the wall of this name that the account answers for.
 * `actor`: who asked. Returns its token.
 */
export function issueLink(
  sql: Database,
  { accountId, actor, now, wall }: NewLink & { wall?: string },
): Promise<string> {
  const token = newToken()
  return sql.begin(async tx => {
    await tx`
      insert into sign_in_links (hash, account_id, issued_at, expires_at, wall)
      values (${hashToken(token)}, ${accountId}, ${now}::timestamptz, ${linkExpiry(now)}::timestamptz,
        ${wall ?? null})`
    const act = { at: now, actor, subject: `account:${accountId}` }
    await recordAct(
      tx,
      wall === undefined ? { ...act, act: 'link_issued' } : { ...act, act: 'wall_made', detail: { wall } },
    )
    return token
  })
}

type AccountRefusal = 'account_disabled' | 'no_role'
export type SignInRefusal = 'link_unknown' | 'link_used' | 'link_expired' | AccountRefusal
/** `token`: for the browser's cookie. */
type SignedIn<Refusal> =
  | { ok: true; token: string; signInId: string; accountId: string }
  | { ok: false; refusal: Refusal }

type Browser = {
  /** What the browser calls itself. */
  browser: string
  /** The hash of the sign-in this browser had: it ends. */
  replaces: string | undefined
  now: number
}

/** Signs in by a link, once. */
export async function signInByLink(
  sql: Database,
  { token, ...browser }: Browser & { token: string },
): Promise<SignedIn<SignInRefusal>> {
  const { now } = browser
  const hash = hashToken(token)
  // A guess costs one look-up.
  const known = await sql`select from sign_in_links where hash = ${hash}`
  if (known.length === 0) return { ok: false, refusal: 'link_unknown' }
  return sql.begin(async (tx): Promise<SignedIn<SignInRefusal>> => {
    const [link] = await tx<Link[]>`
      select account_id as "accountId", expires_at as "expiresAt", used_at as "usedAt", wall
      from sign_in_links where hash = ${hash} for update`
    if (!link) return { ok: false, refusal: 'link_unknown' }
    if (link.usedAt !== null) return { ok: false, refusal: 'link_used' }
    if (link.expiresAt <= now) return { ok: false, refusal: 'link_expired' }
    await tx`update sign_in_links set used_at = ${now}::timestamptz where hash = ${hash}`
    const { accountId, wall } = link
    if (wall !== null) return openWall(tx, { ...browser, accountId, wall })
    return openSignIn(tx, { ...browser, accountId, how: 'link', granted: roles })
  })
}

type Link = { accountId: string; expiresAt: number; usedAt: number | null; wall: string | null }

/** Opens a sign-in for an account that has proved who it is. `granted`: the roles that its way in allows. */
export async function openSignIn(
  tx: Transaction,
  {
    accountId,
    how,
    granted,
    browser,
    replaces,
    now,
  }: Browser & { accountId: string; how: 'provider' | 'link'; granted: readonly Role[] },
): Promise<SignedIn<AccountRefusal>> {
  const [account] = await tx<{ roles: string[]; disabled: boolean }[]>`
    select roles, disabled_at is not null as disabled from accounts where id = ${accountId} for no key update`
  const subject = `account:${accountId}`
  const refusal = !account || account.disabled ? 'account_disabled' : whyNoRole(account.roles, granted)
  if (refusal) {
    const detail = { how, why: refusal }
    await recordAct(tx, { at: now, actor: accountId, act: 'sign_in_refused', subject, detail })
    return { ok: false, refusal }
  }
  const opened = await insertSignIn(tx, { accountId, how, granted, browser, replaces, now })
  await tx`update accounts set signed_in_at = ${now}::timestamptz where id = ${accountId}`
  await recordAct(tx, { at: now, actor: accountId, act: 'signed_in', subject, detail: { how } })
  return opened
}

/** Opens a screen on the wall, for which an account answers. */
async function openWall(
  tx: Transaction,
  { accountId, wall, ...browser }: Browser & { accountId: string; wall: string },
): Promise<SignedIn<AccountRefusal>> {
  const [account] = await tx`select from accounts where id = ${accountId} and disabled_at is null`
  if (!account) return { ok: false, refusal: 'account_disabled' }
  const opened = await insertSignIn(tx, { ...browser, accountId, how: 'wall', granted: [], wall })
  const act = {
    at: browser.now,
    actor: accountId,
    act: 'wall_opened',
    subject: `account:${accountId}`,
  } as const
  await recordAct(tx, { ...act, detail: { wall } })
  return opened
}

type NewSignIn = Browser & { accountId: string; how: Entry; granted: readonly Role[]; wall?: string }

async function insertSignIn(
  tx: Transaction,
  { accountId, how, granted, browser, replaces, wall, now }: NewSignIn,
): Promise<{ ok: true; token: string; signInId: string; accountId: string }> {
  await tx`
    update sign_ins set ended_at = ${now}::timestamptz, ended_by = 'replaced'
    where hash = ${replaces ?? ''} and ended_at is null`
  const token = newToken()
  const endsAt = how === 'wall' ? wallEnd(now) : longestEnd(now)
  const [signIn] = await tx<{ id: string }[]>`
    insert into sign_ins
      (hash, account_id, how, granted_roles, browser, created_at, used_at, ends_at, confirmed_at, wall)
    values (${hashToken(token)}, ${accountId}, ${how}, ${[...granted]}::text[], ${browser.slice(0, browserLengthMax)},
      ${now}::timestamptz, ${now}::timestamptz, ${endsAt}::timestamptz, ${now}::timestamptz, ${wall ?? null})
    returning id`
  return { ok: true, token, signInId: signIn!.id, accountId }
}

function whyNoRole(account: readonly string[], granted: readonly Role[]): 'no_role' | undefined {
  return heldRoles(account, granted).length === 0 ? 'no_role' : undefined
}

/** The person has proved again to be there. */
export async function confirmSignIn(
  tx: Transaction,
  { id, accountId, now }: { id: string; accountId: string; now: number },
): Promise<void> {
  await tx`
    update sign_ins set confirmed_at = ${now}::timestamptz, used_at = ${now}::timestamptz
    where id = ${id} and account_id = ${accountId}`
  await recordAct(tx, {
    at: now,
    actor: accountId,
    act: 'sign_in_confirmed',
    subject: `account:${accountId}`,
  })
}

/** Ends a sign-in, and tells whose it was; undefined: there is none, or it had ended. `by`: the account that does it. */
export function endSignIn(
  sql: Database,
  { id, by, now }: { id: string; by: string; now: number },
): Promise<string | undefined> {
  return sql.begin(async tx => {
    const [ended] = await tx<{ accountId: string }[]>`
      update sign_ins set ended_at = ${now}::timestamptz, ended_by = ${by}
      where id = ${id} and ended_at is null returning account_id as "accountId"`
    if (!ended) return undefined
    const subject = `account:${ended.accountId}`
    await recordAct(tx, { at: now, actor: by, act: 'sign_in_ended', subject, detail: { sign_in: id } })
    return ended.accountId
  })
}

/** Ends the sign-in of this browser, by the person. */
export function signOut(
  sql: Database,
  { id, accountId, now }: { id: string; accountId: string; now: number },
): Promise<void> {
  return sql.begin(async tx => {
    await tx`
      update sign_ins set ended_at = ${now}::timestamptz, ended_by = 'signed_out'
      where id = ${id} and ended_at is null`
    await recordAct(tx, { at: now, actor: accountId, act: 'signed_out', subject: `account:${accountId}` })
  })
}

/** The person is there: the half hour begins anew. Written at most once a minute. */
export async function keepSignIn(sql: Database, { id, now }: { id: string; now: number }): Promise<void> {
  await sql`update sign_ins set used_at = ${now}::timestamptz where id = ${id} and used_at < ${now}::timestamptz`
}

/** Forgets sign-ins that ended long ago, and links and journeys to the provider of yesterday. `now`: ms since 1970 UTC. */
export async function purgeSignIns(sql: Database, now: number): Promise<void> {
  const ended = now - signInsKeptDays * dayMs
  const expired = now - waysInKeptDays * dayMs
  await sql`delete from sign_ins where least(ends_at, ended_at) < ${ended}::timestamptz`
  await sql`delete from sign_in_links where expires_at < ${expired}::timestamptz`
  await sql`delete from sign_in_attempts where expires_at < ${expired}::timestamptz`
}
