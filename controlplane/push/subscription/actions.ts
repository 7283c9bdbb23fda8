import { createECDH, createHash } from 'node:crypto'
import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Subscription } from '../api.ts'
import { type PushTarget, subscriptionsKeptDays, subscriptionsMax } from '../rules.ts'

const dayMs = 86_400_000

type Known = { sql: Database; personal: PersonalData }
type Done = { ok: true; changes: Changes }

/** From now on this browser takes pushes for who asks, whoever it took them for before. */
export async function turnOn(
  { sql, personal }: Known,
  { language, ...keys }: Subscription,
  { actor, now }: By,
): Promise<Done | { ok: false; refusal: 'wrong_push_key' }> {
  if (!isPoint(keys.p256dh)) return { ok: false, refusal: 'wrong_push_key' }
  const hash = createHash('sha256').update(keys.address).digest('hex')
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const { sealed, keyId } = personal.seal(`push:${hash}`, keys satisfies PushTarget)
    await tx`
      insert into push_subscriptions (account_id, hash, sealed, key_id, language, created_at)
      values (${actor}, ${hash}, ${sealed}, ${keyId}, ${language}, ${now}::timestamptz)
      on conflict (hash) do update set account_id = excluded.account_id, sealed = excluded.sealed,
        key_id = excluded.key_id, language = excluded.language, created_at = excluded.created_at, failures = 0`
    await tx`
      delete from push_subscriptions where id in (
        select id from push_subscriptions where account_id = ${actor}
        order by created_at desc, id desc offset ${subscriptionsMax}
      )`
    await recordAct(tx, { at: now, actor, act: 'push_on', subject: `account:${actor}` })
    return { ok: true as const, changes: {} }
  })
}

/** This browser takes none any more. `hash`: SHA-256 of its address at the service. */
export function turnOff(sql: Database, { hash, actor, now }: By & { hash: string }): Promise<Done> {
  return sql.begin(async tx => {
    await tx`delete from push_subscriptions where hash = ${hash} and account_id = ${actor}`
    await recordAct(tx, { at: now, actor, act: 'push_off', subject: `account:${actor}` })
    return { ok: true as const, changes: {} }
  })
}

/** Keys that are no keys would fail at each push. */
function isPoint(p256dh: string): boolean {
  const ours = createECDH('prime256v1')
  ours.generateKeys()
  try {
    ours.computeSecret(Buffer.from(p256dh, 'base64url'))
    return true
  } catch {
    return false
  }
}

/** Seals again what an older key sealed, some at a time, but for those in use. Returns how many. */
export function resealSubscriptions({ sql, personal }: Known, batch: number): Promise<number> {
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const rows = await tx<(Sealed & { hash: string })[]>`
      select hash, sealed, key_id as "keyId" from push_subscriptions where key_id <> ${personal.keyId()}
      order by id limit ${batch} for no key update skip locked`
    for (const { hash, ...before } of rows) {
      const fields = personal.open<PushTarget>(`push:${hash}`, before)
      const { sealed, keyId } = personal.seal(`push:${hash}`, fields)
      await tx`update push_subscriptions set sealed = ${sealed}, key_id = ${keyId} where hash = ${hash}`
    }
    return rows.length
  })
}

/** Forgets browsers that took no push for long. `now`: ms since 1970 UTC. */
export async function purgeSubscriptions(sql: Database, now: number): Promise<void> {
  const before = now - subscriptionsKeptDays * dayMs
  await sql`delete from push_subscriptions where coalesce(last_ok_at, created_at) < ${before}::timestamptz`
}
