import type { Database } from '../../platform/postgres/database.ts'
import type { DeliveryRow, WebhookPage } from '../webhook/api.ts'
import { stateOf, stuckAfterMs } from './rules.ts'

/** Of one answer. */
const shownMax = 50
const stuckMax = 100

export type DueDelivery = { id: string; kind: string; body: string; tries: number; giveUpAt: number }

/** Of these what is not over, the oldest first. */
export function findDue(sql: Database, ids: readonly string[]): Promise<DueDelivery[]> {
  return sql<DueDelivery[]>`
    select id, kind, body, tries, give_up_at as "giveUpAt" from webhook_deliveries
    where id = any(${[...ids]}::uuid[]) and next_at is not null order by queued_at, id`
}

type Shown = Omit<DeliveryRow, 'state'> & { deliveredAt: number | null; failedAt: number | null }

/** How the telling goes: what waits, what failed, and each of that with the last test, the newest first. */
export async function findDeliveries(sql: Database): Promise<Omit<WebhookPage, 'at' | 'webhook'>> {
  const [counts] = await sql<{ waiting: number; failed: number; deliveredAt: number | null }[]>`
    select count(*) filter (where next_at is not null)::int4 as waiting,
      count(*) filter (where failed_at is not null and kind <> 'test')::int4 as failed,
      max(delivered_at) as "deliveredAt"
    from webhook_deliveries`
  const rows = await sql<Shown[]>`
    select id, kind, body::jsonb->>'ticket' as ticket, queued_at as "queuedAt", tries, tried_at as "triedAt",
      next_at as "nextAt", why, status, delivered_at as "deliveredAt", failed_at as "failedAt"
    from webhook_deliveries d
    where (kind <> 'test' and delivered_at is null)
      or id = (select id from webhook_deliveries where kind = 'test' order by queued_at desc, id desc limit 1)
    order by queued_at desc, id desc limit ${shownMax}`
  const deliveries = rows.map(({ deliveredAt, failedAt, ...row }) => ({
    ...row,
    state: stateOf({ deliveredAt, failedAt }),
  }))
  return { ...counts!, deliveries }
}

export type StuckDelivery = { id: string; kind: string; queuedAt: number; tries: number; why: string | null }

/** What waits for longer than five minutes, the oldest first; what was given up is not among it. `now`: ms since 1970 UTC. */
export function findStuckDeliveries(sql: Database, now: number): Promise<StuckDelivery[]> {
  return sql<StuckDelivery[]>`
    select id, kind, queued_at as "queuedAt", tries, why from webhook_deliveries
    where next_at is not null and queued_at <= ${now - stuckAfterMs}::timestamptz
    order by queued_at, id limit ${stuckMax}`
}
