import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { type PushContent, type PushOutcome, pushesKeptDays } from '../rules.ts'

const dayMs = 86_400_000

/**
 * Queues a push to every browser of a person that takes them, in the caller's transaction; it leaves after the commit and
 * is tried for ten minutes. Returns whether there is such a browser. `now`: ms since 1970 UTC.
 */
export async function queuePush(
  tx: Transaction,
  { account, kind, params }: PushContent & { account: string },
  now: number,
): Promise<boolean> {
  const [queued] = await tx<{ id: string }[]>`
    insert into pushes (account_id, kind, params, queued_at)
    select ${account}, ${kind}, ${tx.json(params)}, ${now}::timestamptz
    where exists (select from push_subscriptions where account_id = ${account}) returning id`
  if (!queued) return false
  await queueWork(tx, 'push', [queued.id], now)
  return true
}

/** Queues a push to who asks for one, to see whether it arrives. */
export function queueTestPush(
  sql: Database,
  { actor, now }: By,
): Promise<{ ok: true; changes: Changes } | { ok: false; refusal: 'no_push' }> {
  return sql.begin(async tx => {
    const hasBrowser = await queuePush(tx, { account: actor, kind: 'test', params: {} }, now)
    if (!hasBrowser) return { ok: false as const, refusal: 'no_push' as const }
    await recordAct(tx, { at: now, actor, act: 'push_tested', subject: `account:${actor}` })
    return { ok: true as const, changes: {} }
  })
}

type Told = { push: string; subscription: string; outcome: PushOutcome; now: number }

/** Writes what became of a push to one browser. A browser that is gone is forgotten. */
export async function recordOutcome(
  sql: Database,
  { push, subscription, outcome, now }: Told,
): Promise<void> {
  if (outcome === 'gone') await sql`delete from push_subscriptions where id = ${subscription}`
  else if (outcome === 'taken')
    await sql`
      update push_subscriptions set last_ok_at = ${now}::timestamptz, failures = 0 where id = ${subscription}`
  else await sql`update push_subscriptions set failures = failures + 1 where id = ${subscription}`
  if (outcome === 'put_off') return
  await sql`update pushes set done_with = array_append(done_with, ${subscription}::uuid) where id = ${push}`
}

/** Forgets pushes after 30 days. `now`: ms since 1970 UTC. */
export async function purgePushes(sql: Database, now: number): Promise<void> {
  await sql`delete from pushes where queued_at < ${now - pushesKeptDays * dayMs}::timestamptz`
}
