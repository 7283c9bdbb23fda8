import type { Database, Transaction } from '../postgres/database.ts'
import { everyKey, type WorkKind } from './rules.ts'

/** Every replica listens to it; told when, and only when, the transaction is committed. */
export const workChannel = 'setwacht_work'

/**
 * Writes down what must follow when this transaction is committed, and wakes who does it. `all`: of every key there is.
 * `now`: ms since 1970 UTC.
 */
export async function queueWork(
  tx: Transaction | Database,
  kind: WorkKind,
  keys: readonly string[] | 'all',
  now: number,
): Promise<void> {
  const wanted = keys === 'all' ? [everyKey] : [...new Set(keys)]
  if (wanted.length === 0) return
  await tx`
    with queued as (
      insert into work (kind, key, queued_at)
      select ${kind}, key, ${now}::timestamptz from unnest(${wanted}::text[]) as key returning id
    )
    select pg_notify(${workChannel}, ${kind}) from queued limit 1`
}
