import type { By } from '../../audit/rules.ts'
import { findOnDuty } from '../../duty/queries.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { doWithCases, isHelpedByOther } from '../case/actions.ts'
import { changesOf, changeTicket, type Done, doWithTicket, type Refused } from '../change/actions.ts'
import { whyNotMove } from '../rules.ts'
import { type Held, holdTicket } from '../ticket/queries.ts'

/** It is theirs who asks; of two at once one has it, and the other is told so. */
export function claimTicket(sql: Database, no: number, by: By): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    if (held.state === 'open' && held.owner === by.actor) return undefined
    const refusal = whyNotMove(held, 'claim')
    if (refusal) return { ok: false, refusal }
    if (await isHelpedByOther(tx, held.id, by.actor)) return { ok: false, refusal: 'ticket_taken' }
    await claimHeld(tx, held, by)
    return { act: 'ticket_claimed', changes: await doWithCases(tx, held.id, 'take', by) }
  })
}

export async function claimHeld(tx: Transaction, held: Held, { actor, now }: By): Promise<void> {
  const columns = { owner: actor, claimed_at: now }
  await changeTicket(tx, held, { to: 'open', columns, kind: 'claimed', actor, now })
  held.owner = actor
}

/** Nobody has it any more. */
export function releaseTicket(sql: Database, no: number, by: By): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const refusal = whyNotMove(held, 'release')
    if (refusal) return { ok: false, refusal }
    await releaseHeld(tx, held, { ...by, why: 'given_back' })
    return { act: 'ticket_released', changes: await doWithCases(tx, held.id, 'giveBack', by) }
  })
}

type Release = { actor: string | null; now: number; why: 'given_back' | 'silent' | 'off_duty' }

export async function releaseHeld(tx: Transaction, held: Held, { actor, now, why }: Release): Promise<void> {
  const columns = { owner: null, claimed_at: null }
  await changeTicket(tx, held, { to: 'new', columns, kind: 'released', detail: { why }, actor, now })
  held.owner = null
}

/** It goes back to everybody by itself; its call for help too. Returns what changed. */
export async function releaseByItself(
  tx: Transaction,
  held: Held,
  { now, why }: Omit<Release, 'actor'>,
): Promise<Changes> {
  await releaseHeld(tx, held, { actor: null, now, why })
  const changes = await doWithCases(tx, held.id, 'giveBack', { actor: 'system', now })
  return { ...changesOf(held), ...changes }
}

/** What was woken while its owner is not on duty is there for everybody. As the console. Returns what changed. */
export function releaseOffDuty(sql: Database, id: string, now: number): Promise<Changes> {
  return sql.begin(async (tx): Promise<Changes> => {
    const held = await holdTicket(tx, { id })
    if (!held || held.owner === null || whyNotMove(held, 'release', { actor: 'system' })) return {}
    const onDuty = await findOnDuty(sql, [held.owner], now)
    return onDuty.has(held.owner) ? changesOf(held) : releaseByItself(tx, held, { now, why: 'off_duty' })
  })
}
