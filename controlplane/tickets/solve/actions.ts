import type { By } from '../../audit/rules.ts'
import type { HelpOutcome } from '../../help/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { closeCases, doWithCases } from '../case/actions.ts'
import { changeTicket, type Done, doWithTicket, type Refused } from '../change/actions.ts'
import { countLostOf } from '../lost/queries.ts'
import {
  type CancelReason,
  type Cause,
  type FixedBy,
  isLive,
  type LowerReason,
  type Solution,
  whyNotLower,
  whyNotMove,
} from '../rules.ts'
import { countSchoolDays } from '../school-day/queries.ts'
import type { Priority } from '../symptom/rules.ts'
import { holdOfKey } from '../ticket/queries.ts'
import { reopenHeld } from '../wake/actions.ts'

export type Solving = { cause: Cause; solution: Solution; fixedBy: FixedBy }

/** A person says what it was, what was done and by whom; the lesson minutes that it cost are counted. */
export async function resolveTicket(
  sql: Database,
  no: number,
  { cause, solution, fixedBy }: Solving,
  by: By,
): Promise<Done | Refused> {
  const lost = await countLostOf(sql, no, by.now)
  return doWithTicket(sql, no, by, async (tx, held) => {
    const refusal = whyNotMove(held, 'resolve')
    if (refusal) return { ok: false, refusal }
    const columns = {
      ...{ cause, solution, fixed_by: fixedBy, lost_minutes: lost },
      ...{ resolved_at: by.now, resolved_by: by.actor },
      ...{ waiting_party: null, waiting_reference: null },
    }
    const detail = { cause, solution, fixedBy, lost }
    await changeTicket(tx, held, { to: 'resolved', columns, kind: 'resolved', detail, ...by })
    const changes = await closeCases(tx, held.id, outcomeOf({ cause, solution }), by)
    return { act: 'ticket_resolved', detail: { cause, solution, fixedBy }, changes }
  })
}

/** What a call for help was, by what its ticket was. */
function outcomeOf({ cause, solution }: Pick<Solving, 'cause' | 'solution'>): HelpOutcome {
  return cause === 'lesson_not_held' || solution === 'nothing_needed' ? 'not_needed' : 'solved'
}

/** It is not solved after all, or not any more: it is theirs who had it, else theirs who says so. */
export function reopenTicket(sql: Database, no: number, by: By): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const other = isLive(held.state) ? undefined : await holdOfKey(tx, held.key)
    const { closedAt, trajectory } = held
    const refusal = whyNotMove(held, 'reopen', {
      schoolDays: closedAt === null ? 0 : await countSchoolDays(tx, trajectory, closedAt, by.now),
      isKeyTaken: other !== undefined && other.id !== held.id,
    })
    if (refusal) return { ok: false, refusal }
    await reopenHeld(tx, held, { by: 'answer', ...by })
    return { act: 'ticket_reopened', changes: await doWithCases(tx, held.id, 'reopen', by) }
  })
}

/** Everybody agrees that it is solved. */
export async function closeTicket(sql: Database, no: number, by: By): Promise<Done | Refused> {
  const lost = await countLostOf(sql, no, by.now)
  return doWithTicket(sql, no, by, async (tx, held) => {
    const lostMinutes = held.lostMinutes ?? lost
    const refusal = whyNotMove({ ...held, lostMinutes }, 'close')
    if (refusal) return { ok: false, refusal }
    const columns = { closed_at: by.now, lost_minutes: lostMinutes }
    await changeTicket(tx, held, {
      to: 'closed',
      columns,
      kind: 'closed',
      detail: { lost: lostMinutes },
      ...by,
    })
    return { act: 'ticket_closed' }
  })
}

/** It was nothing: it counts in no figure of service. */
export function cancelTicket(
  sql: Database,
  no: number,
  reason: CancelReason,
  by: By,
): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const refusal = whyNotMove(held, 'cancel')
    if (refusal) return { ok: false, refusal }
    const columns = { cancelled_reason: reason }
    await changeTicket(tx, held, { to: 'cancelled', columns, kind: 'cancelled', detail: { reason }, ...by })
    const changes = await closeCases(tx, held.id, 'not_needed', by)
    return { act: 'ticket_cancelled', detail: { reason }, changes }
  })
}

type Lowering = { priority: Priority; reason: LowerReason }

/** Less urgent than the rule said, and why. */
export function lowerTicket(
  sql: Database,
  no: number,
  { priority, reason }: Lowering,
  by: By,
): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const refusal = whyNotLower(held, priority)
    if (refusal) return { ok: false, refusal }
    const detail = { from: held.priority, to: priority, reason }
    const columns = { priority, lowered_reason: reason }
    await changeTicket(tx, held, { columns, kind: 'lowered', detail, ...by })
    return { act: 'ticket_lowered', detail }
  })
}
