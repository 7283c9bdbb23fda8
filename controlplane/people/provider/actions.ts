import { recordAct } from '../../audit/actions.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { ensureAccount } from '../account/actions.ts'
import { type Entry, standingOf } from '../rules.ts'
import { confirmSignIn, hashToken, newToken, openSignIn } from '../sign-in/actions.ts'
import type { Secrets } from './outside.ts'
import {
  attemptExpiry,
  grantedRoles,
  hasSecondFactor,
  isFresh,
  nameOf,
  type ProviderRefusal,
  type ProviderSettings,
} from './rules.ts'

/** On the way to the provider: where to go after it, and what this browser was signed in as. */
type Way = {
  returnTo: string
  /** The sign-in that is to be confirmed; null: a new one. */
  confirms: string | null
  /** The hash of the sign-in this browser had; null: none. */
  replaces: string | null
}
export type Attempt = Way & { secrets: Secrets }
type Claims = Readonly<Record<string, unknown>> & { sub: string }
type Refused = { ok: false; refusal: ProviderRefusal }

/** Remembers that this browser went to the provider. Returns the token for its cookie. `now`: ms since 1970 UTC. */
export async function beginAttempt(
  sql: Database,
  { secrets: { state, nonce, verifier }, returnTo, confirms, replaces }: Attempt,
  now: number,
): Promise<string> {
  const token = newToken()
  await sql`
    insert into sign_in_attempts (hash, state, nonce, verifier, return_to, confirms, replaces, expires_at)
    values (${hashToken(token)}, ${state}, ${nonce}, ${verifier}, ${returnTo}, ${confirms}, ${replaces},
      ${attemptExpiry(now)}::timestamptz)`
  return token
}

/** 32 bytes of chance, as tokens and states are made; anything else is not worth asking the database for. */
const madeHere = /^[A-Za-z0-9_-]{43}$/

/** Takes an attempt, once. Undefined: this browser began none with this state, or came back too late. */
export async function takeAttempt(
  sql: Database,
  { token, state, now }: { token: string; state: string; now: number },
): Promise<Attempt | undefined> {
  if (!madeHere.test(token) || !madeHere.test(state)) return undefined
  const [row] = await sql<(Way & Secrets & { expiresAt: number })[]>`
    delete from sign_in_attempts where hash = ${hashToken(token)} and state = ${state}
    returning state, nonce, verifier, return_to as "returnTo", confirms, replaces, expires_at as "expiresAt"`
  if (!row || row.expiresAt <= now) return undefined
  const { nonce, verifier, returnTo, confirms, replaces } = row
  return { secrets: { state, nonce, verifier }, returnTo, confirms, replaces }
}

type Parts = { sql: Database; personal: PersonalData; provider: ProviderSettings }
/** `replaces`: the hash of the sign-in this browser had. `now`: ms since 1970 UTC. */
type Person = { claims: Claims; browser: string; replaces: string | undefined; now: number }

/**
 * Signs in whom the provider vouches for: with a second factor, in a group that grants a role, which the account has
 * too. Who is in such a group and is not known yet gets an account without roles, so that somebody can give one.
 */
export function signInByProvider(
  { sql, personal, provider }: Parts,
  { claims, ...browser }: Person,
): Promise<{ ok: true; token: string } | Refused> {
  const { issuer } = provider
  const subject = claims.sub
  return sql.begin(async (tx): Promise<{ ok: true; token: string } | Refused> => {
    const refusal = whyNot(claims, provider)
    if (refusal) {
      const [known] = await tx<{ id: string }[]>`
        select id from accounts where issuer = ${issuer} and subject = ${subject}`
      if (known) await recordRefused(tx, { accountId: known.id, refusal, now: browser.now })
      return { ok: false, refusal }
    }
    const person = { ...nameOf(claims), issuer, subject, roles: [] }
    const accountId = await ensureAccount(tx, personal, person, browser.now)
    const granted = grantedRoles(claims, provider)
    return openSignIn(tx, { ...browser, accountId, how: 'provider', granted })
  })
}

/**
 * Confirms a sign-in: the same person, seen by the provider within the last minute, with a second factor. From then on
 * it has what the groups of now allow.
 */
export function confirmByProvider(
  { sql, provider }: Omit<Parts, 'personal'>,
  { id, claims, now }: { id: string; claims: Claims; now: number },
): Promise<{ ok: true } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true } | Refused> => {
    const [signIn] = await tx<SignInRow[]>`
      select s.account_id as "accountId", s.how, s.used_at as "usedAt", s.ends_at as "endsAt", s.ended_at as "endedAt",
        a.subject
      from sign_ins s join accounts a on a.id = s.account_id
      where s.id = ${id} and a.issuer = ${provider.issuer} for no key update of s`
    if (signIn?.how !== 'provider' || standingOf(signIn, now) === 'ended')
      return { ok: false, refusal: 'attempt_unknown' }
    const { accountId, subject } = signIn
    const refusal =
      claims.sub === subject ? (whyNot(claims, provider) ?? whyNotFresh(claims, now)) : 'other_person'
    if (refusal) {
      await recordRefused(tx, { accountId, refusal, now })
      return { ok: false, refusal }
    }
    await tx`update sign_ins set granted_roles = ${grantedRoles(claims, provider)}::text[] where id = ${id}`
    await confirmSignIn(tx, { id, accountId, now })
    return { ok: true }
  })
}

type SignInRow = {
  accountId: string
  how: Entry
  usedAt: number
  endsAt: number
  endedAt: number | null
  subject: string
}

function whyNot(claims: Claims, provider: ProviderSettings): ProviderRefusal | undefined {
  if (!hasSecondFactor(claims, provider.secondFactor)) return 'no_second_factor'
  return grantedRoles(claims, provider).length === 0 ? 'no_group' : undefined
}

function whyNotFresh(claims: Claims, now: number): ProviderRefusal | undefined {
  return isFresh(claims, now) ? undefined : 'not_fresh'
}

function recordRefused(
  tx: Transaction,
  { accountId, refusal, now }: { accountId: string; refusal: ProviderRefusal; now: number },
): Promise<void> {
  const subject = `account:${accountId}`
  const detail = { how: 'provider', why: refusal }
  return recordAct(tx, { at: now, actor: accountId, act: 'sign_in_refused', subject, detail })
}
