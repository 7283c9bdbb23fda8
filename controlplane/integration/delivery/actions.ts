import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Reached } from '../../platform/reach/reach.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { DueDelivery } from './queries.ts'
import { giveUpAt, leaseMs, nextTryAt } from './rules.ts'

/** Taken up at once by the schedule. */
const dueMax = 200

/** Writes down how a try went, and when the next one is; without one it failed. `now`: ms since 1970 UTC. */
export async function settle(
  sql: Database,
  { id, tries, giveUpAt }: DueDelivery,
  { reached, now }: { reached: Reached | 'switched_off'; now: number },
): Promise<void> {
  const isOff = reached === 'switched_off'
  if (!isOff && reached.ok) {
    await sql`
      update webhook_deliveries set tries = tries + 1, tried_at = ${now}::timestamptz, why = null,
        status = ${reached.status}, delivered_at = ${now}::timestamptz, failed_at = null, next_at = null
      where id = ${id}`
    return
  }
  const [why, status] = isOff ? [reached, null] : [reached.why, reached.status ?? null]
  const nextAt = isOff ? null : (nextTryAt(tries + 1, { giveUpAt, now }) ?? null)
  const failedAt = nextAt === null ? now : null
  await sql`
    update webhook_deliveries set tries = tries + 1, tried_at = ${now}::timestamptz, why = ${why}, status = ${status},
      next_at = ${nextAt}::timestamptz, failed_at = ${failedAt}::timestamptz
    where id = ${id} and delivered_at is null`
}

/** They wait a while, and nothing was tried. */
export async function putOff(sql: Database, due: readonly DueDelivery[], now: number): Promise<void> {
  const ids = due.map(({ id }) => id)
  await sql`
    update webhook_deliveries set next_at = ${now + leaseMs}::timestamptz
    where id = any(${ids}::uuid[]) and next_at is not null`
}

/** Takes up what is due again. */
export function takeUpDeliveries(sql: Database, now: number): Promise<void> {
  return sql.begin(async tx => {
    const due = await tx<{ id: string }[]>`
      update webhook_deliveries set next_at = ${now + leaseMs}::timestamptz
      where id in (
        select id from webhook_deliveries where next_at <= ${now}::timestamptz
        order by next_at limit ${dueMax} for update skip locked)
      returning id`
    const ids = due.map(({ id }) => id)
    await queueWork(tx, 'webhook', ids, now)
  })
}

/** Tries again what has not arrived, at once, and for another day where it was given up. */
export function retryDelivery(
  sql: Database,
  { id, actor, now }: By & { id: string },
): Promise<{ ok: true; changes: Changes } | { ok: false; refusal: 'unknown_delivery' | 'delivery_done' }> {
  return sql.begin(async tx => {
    const [found] = await tx<{ isDone: boolean; kind: string }[]>`
      select delivered_at is not null as "isDone", kind from webhook_deliveries where id = ${id} for update`
    if (!found) return { ok: false, refusal: 'unknown_delivery' } as const
    if (found.isDone) return { ok: false, refusal: 'delivery_done' } as const
    // A test is tried once.
    const until = found.kind === 'test' ? now : giveUpAt(now)
    await tx`
      update webhook_deliveries set failed_at = null, tries = 0, next_at = ${now + leaseMs}::timestamptz,
        give_up_at = ${until}::timestamptz
      where id = ${id}`
    await queueWork(tx, 'webhook', [id], now)
    await recordAct(tx, {
      at: now,
      actor,
      act: 'webhook_retried',
      subject: 'webhook',
      detail: { delivery: id },
    })
    return { ok: true, changes: { links: ['webhook'] } } as const
  })
}
