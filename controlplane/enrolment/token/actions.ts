import { createHash } from 'node:crypto'
import { recordAct } from '../../audit/actions.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { tokenExpiry } from '../rules.ts'

type Issued =
  | { ok: true; id: string; expiresAt: number }
  | { ok: false; refusal: 'unknown_set' | 'set_has_device' }

/** SHA-256 in hexadecimal: what is kept of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Lets whoever brings `token` enrol this set, once, within seven days; earlier unused ones of the set end.
 * `token`: 26 characters of base32 by chance; only its hash is kept. `now`: ms since 1970 UTC.
 */
export function issueToken(
  sql: Database,
  { label, token, actor, now }: { label: string; token: string; actor: string; now: number },
): Promise<Issued> {
  return sql.begin(async (tx): Promise<Issued> => {
    // Two codes for one set wait for each other: one of them stays.
    const [set] = await tx<{ id: string; hasDevice: boolean }[]>`
      select id, exists (select from live_devices d where d.set_id = s.id) as "hasDevice"
      from sets s where label = ${label} for no key update`
    if (!set) return { ok: false, refusal: 'unknown_set' }
    if (set.hasDevice) return { ok: false, refusal: 'set_has_device' }
    await revokeTokensOf(tx, set.id, now)
    const expiresAt = tokenExpiry(now)
    const [row] = await tx<{ id: string }[]>`
      insert into enrolment_tokens (set_id, hash, issued_at, expires_at)
      values (${set.id}, ${hashToken(token)}, ${now}::timestamptz, ${expiresAt}::timestamptz)
      returning id`
    const { id } = row!
    await recordAct(tx, { at: now, actor, act: 'code_issued', subject: `set:${label}`, detail: { code: id } })
    return { ok: true, id, expiresAt }
  })
}

type Revoked = { ok: true; label: string } | { ok: false; refusal: 'unknown_token' | 'token_not_open' }

/** Ends a code that nobody has used. `now`: ms since 1970 UTC. */
export function revokeToken(
  sql: Database,
  { id, actor, now }: { id: string; actor: string; now: number },
): Promise<Revoked> {
  return sql.begin(async (tx): Promise<Revoked> => {
    const [revoked] = await tx<{ label: string }[]>`
      update enrolment_tokens t set revoked_at = ${now}::timestamptz from sets s
      where t.id = ${id} and s.id = t.set_id and used_at is null and revoked_at is null
        and expires_at > ${now}::timestamptz
      returning s.label`
    if (!revoked) {
      const [known] = await tx`select from enrolment_tokens where id = ${id}`
      return { ok: false, refusal: known ? 'token_not_open' : 'unknown_token' }
    }
    const { label } = revoked
    await recordAct(tx, {
      at: now,
      actor,
      act: 'code_revoked',
      subject: `set:${label}`,
      detail: { code: id },
    })
    return { ok: true, label }
  })
}

/** Ends every unused code of a set. `now`: ms since 1970 UTC. */
export async function revokeTokensOf(tx: Transaction, setId: string, now: number): Promise<void> {
  await tx`
    update enrolment_tokens set revoked_at = ${now}::timestamptz
    where set_id = ${setId} and used_at is null and revoked_at is null and expires_at > ${now}::timestamptz`
}
