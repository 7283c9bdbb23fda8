import type { By } from '../../audit/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { doWithCases } from '../case/actions.ts'
import { type Done, doWithTicket, type Refused } from '../change/actions.ts'
import { viewingMs } from './rules.ts'

/**
 * Somebody has a ticket on screen, and says so again while that lasts. Others see it; who asked for help at a set hears
 * that it was seen. Each looking is written down once.
 */
export function lookAtTicket(sql: Database, no: number, by: By): Promise<Done | Refused> {
  const { actor, now } = by
  return doWithTicket(sql, no, by, async (tx, held) => {
    await tx`delete from ticket_viewers where ticket_id = ${held.id} and until_at <= ${now}::timestamptz`
    const [known] = await tx`
      select from ticket_viewers where ticket_id = ${held.id} and account = ${actor}`
    await tx`
      insert into ticket_viewers (ticket_id, account, until_at)
      values (${held.id}, ${actor}, ${now + viewingMs}::timestamptz)
      on conflict (ticket_id, account) do update set until_at = excluded.until_at`
    if (known) return undefined
    return { act: 'ticket_seen', changes: await doWithCases(tx, held.id, 'see', by) }
  })
}
