import type { By } from '../../audit/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { changeTicket, type Done, doWithTicket, type Refused } from '../change/actions.ts'
import { type Party, whyNotMove } from '../rules.ts'
import type { Held } from '../ticket/queries.ts'
import { wakeTicket } from '../wake/actions.ts'

/**
 * A question was sent to who uses the set, or to school or family: the ticket waits for the answer. In the transaction
 * that sends it; `ok: false` and nothing may be sent.
 */
export async function recordAsked(
  tx: Transaction,
  held: Held,
  { actor, now, by }: By & { by: 'set' | 'mail' },
): Promise<{ ok: true } | Refused> {
  const refusal = whyNotMove(held, 'ask')
  if (refusal) return { ok: false, refusal }
  await changeTicket(tx, held, { to: 'waiting_user', kind: 'asked', detail: { by }, actor, now })
  return { ok: true }
}

type Waiting = { party: Party; reference: string | null }

/** It waits for somebody who is neither at the set nor at the helpdesk. */
export function waitForParty(
  sql: Database,
  no: number,
  { party, reference }: Waiting,
  by: By,
): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const refusal = whyNotMove(held, 'wait')
    if (refusal) return { ok: false, refusal }
    const columns = { waiting_party: party, waiting_reference: reference }
    const to = 'waiting_third_party'
    await changeTicket(tx, held, { to, columns, kind: 'waiting', detail: { party, reference }, ...by })
    return { act: 'ticket_waits', detail: { party } }
  })
}

type Parts = { sql: Database; lessons: Pick<LessonClock, 'catchUp' | 'nextLesson'> }

/** It is for later; what is urgent not after the next lesson begins. `at`: ms since 1970 UTC. */
export async function planTicket(
  { sql, lessons }: Parts,
  no: number,
  plannedFor: number,
  by: By,
): Promise<Done | Refused> {
  await lessons.catchUp()
  return doWithTicket(sql, no, by, async (tx, held) => {
    const nextLesson = held.trajectory === null ? null : (lessons.nextLesson(held.trajectory, by.now) ?? null)
    const refusal = whyNotMove(held, 'plan', { plannedFor, nextLesson, now: by.now })
    if (refusal) return { ok: false, refusal }
    const columns = { planned_for: plannedFor }
    await changeTicket(tx, held, {
      to: 'planned',
      columns,
      kind: 'planned',
      detail: { for: plannedFor },
      ...by,
    })
    return { act: 'ticket_planned', detail: { for: plannedFor } }
  })
}

/** The answer came, or what was planned is done now: it is theirs who says so. */
export function answerTicket(sql: Database, no: number, by: By): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const refusal = whyNotMove(held, 'answer')
    if (refusal) return { ok: false, refusal }
    await wakeTicket(tx, held, { by: 'answer', ...by })
    return { act: 'ticket_answered' }
  })
}
