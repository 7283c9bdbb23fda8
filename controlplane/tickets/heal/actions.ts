import type { Changes } from '../../platform/changes/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { changesOf, changeTicket } from '../change/actions.ts'
import { askingStates, whyNotMove } from '../rules.ts'
import { holdTicket } from '../ticket/queries.ts'

const isAsking = (state: string) => (askingStates as readonly string[]).includes(state)

/**
 * What was wrong is not any more. What no person touched is resolved by that; over the head of a person nothing is
 * closed, and the ticket says so. Lost minutes are counted before it closes.
 */
export async function healTicket(tx: Transaction, id: string, now: number): Promise<Changes> {
  const held = await holdTicket(tx, { id })
  if (!held || !isAsking(held.state)) return {}
  if (isUntouched(held)) {
    const columns = { fixed_by: 'itself', resolved_at: now, healed_at: now }
    const detail = { fixedBy: 'itself' }
    await changeTicket(tx, held, { to: 'resolved', columns, kind: 'resolved', detail, actor: null, now })
    return changesOf(held)
  }
  if (held.healedAt !== null) return {}
  await changeTicket(tx, held, { columns: { healed_at: now }, kind: 'healed', actor: null, now })
  return changesOf(held)
}

/** What it was about is not there any more. What no person touched is resolved by that, and says why. */
export async function endTicket(tx: Transaction, id: string, now: number): Promise<Changes> {
  const held = await holdTicket(tx, { id })
  if (!held || !isUntouched(held)) return {}
  const columns = { fixed_by: 'itself', resolved_at: now }
  const detail = { fixedBy: 'itself', by: 'ended' }
  await changeTicket(tx, held, { to: 'resolved', columns, kind: 'resolved', detail, actor: null, now })
  return changesOf(held)
}

const isUntouched = (held: Parameters<typeof whyNotMove>[0]) =>
  whyNotMove(held, 'auto_resolve', { actor: 'system' }) === undefined

/** It is wrong again while a person was still on it. */
export async function unhealTicket(tx: Transaction, id: string, now: number): Promise<Changes> {
  const held = await holdTicket(tx, { id })
  if (!held || held.healedAt === null || !isAsking(held.state)) return {}
  await changeTicket(tx, held, { columns: { healed_at: null }, kind: 'unhealed', actor: null, now })
  return changesOf(held)
}
