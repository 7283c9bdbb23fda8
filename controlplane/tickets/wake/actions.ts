import type { Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { changeTicket } from '../change/actions.ts'
import { whyNotMove } from '../rules.ts'
import type { Held } from '../ticket/queries.ts'

/** Why something that waited is to be done again. */
const wakers = ['answer', 'date', 'signal'] as const
type Woken = { by: (typeof wakers)[number]; actor: string | null; now: number }

/**
 * Opens what waited or was planned for who has it; what does not wait stays as it is. Whether its owner is on duty is
 * looked up after the commit (`ticket_woken`): sets may not cause a look at who works here.
 */
export async function wakeTicket(tx: Transaction, held: Held, { by, actor, now }: Woken): Promise<boolean> {
  if (whyNotMove(held, 'answer', { actor: actor === null ? 'system' : 'helpdesk' })) return false
  const columns = { waiting_party: null, waiting_reference: null, planned_for: null }
  await changeTicket(tx, held, { to: 'open', columns, kind: 'woken', detail: { by }, actor, now })
  // Who goes on with it themselves is there, whatever the duty list says.
  if (actor === null || actor !== held.owner) await queueWork(tx, 'ticket_woken', [held.id], now)
  return true
}

/** Opens again what was resolved or closed: for who opens it, else for who had it, else for everybody. */
export async function reopenHeld(tx: Transaction, held: Held, { by, actor, now }: Woken): Promise<void> {
  held.owner ??= actor
  const columns = {
    resolved_at: null,
    resolved_by: null,
    closed_at: null,
    healed_at: null,
    lost_minutes: null,
  }
  const solved = { cause: null, solution: null, fixed_by: null }
  const to = held.owner === null ? 'new' : 'open'
  await tx`update tickets set reopened_count = reopened_count + 1 where id = ${held.id}`
  await changeTicket(tx, held, {
    ...{ to, columns: { ...columns, ...solved, owner: held.owner, claimed_at: held.owner && now } },
    ...{ kind: 'reopened', detail: { by }, actor, now },
  })
  Object.assign(held, { resolvedAt: null, closedAt: null, healedAt: null, lostMinutes: null })
  if (to === 'open' && actor === null) await queueWork(tx, 'ticket_woken', [held.id], now)
}
