import type { By } from '../../audit/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { changeTicket, type Done, doWithTicket, type Refused } from '../change/actions.ts'
import type { CallDirection, Callee } from './rules.ts'

type Call = { direction: CallDirection; with: Callee; minutes: number | null }

/** Notes that somebody called or was called for it; what was said is for a note. */
export function noteCall(
  sql: Database,
  no: number,
  { direction, with: callee, minutes }: Call,
  by: By,
): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    await tx`
      insert into ticket_calls (ticket_id, at, by, direction, "with", minutes)
      values (${held.id}, ${by.now}::timestamptz, ${by.actor}, ${direction}, ${callee}, ${minutes})`
    const detail = { direction, with: callee, minutes }
    await changeTicket(tx, held, { kind: 'called', detail, ...by })
    return { act: 'ticket_call_noted', detail }
  })
}
