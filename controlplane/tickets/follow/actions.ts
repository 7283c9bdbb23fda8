import type { By } from '../../audit/rules.ts'
import { type KnownCase, stateOf } from '../../help/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { changesOf, changeTicket, recordTicketAct } from '../change/actions.ts'
import { claimHeld, releaseHeld } from '../owner/actions.ts'
import { whyNotMove } from '../rules.ts'
import { type Held, holdTicket } from '../ticket/queries.ts'

type Case = KnownCase & { takenBy: string | null; closedBy: string | null }

/**
 * Does with the ticket of a call for help what a person did with the call: took it, gave it back, closed it. It looks at
 * how the calls are, so that it may come twice, or late. Returns what changed.
 */
export function followHelp(sql: Database, caseId: string, now: number): Promise<Changes> {
  return sql.begin(async (tx): Promise<Changes> => {
    const [bound] = await tx<{ id: string }[]>`
      select ticket_id as id from ticket_cases where case_id = ${caseId}`
    const held = bound && (await holdTicket(tx, bound))
    if (!held) return {}
    const cases = await tx<Case[]>`
      select seen_at as "seenAt", taken_at as "takenAt", taken_by as "takenBy", closed_at as "closedAt",
        closed_by as "closedBy", withdrawn_at as "withdrawnAt"
      from help_cases where id in (select case_id from ticket_cases where ticket_id = ${held.id})
      order by coalesce(closed_at, taken_at) desc nulls last`
    const act = await followCases(tx, held, cases, now)
    if (!act) return {}
    await recordTicketAct(tx, held, { actor: act.actor, now }, { act: act.act, detail: { by: 'help' } })
    return changesOf(held)
  })
}

type Followed = Pick<By, 'actor'> & { act: 'ticket_claimed' | 'ticket_released' | 'ticket_resolved' }

async function followCases(
  tx: Transaction,
  held: Held,
  cases: readonly Case[],
  now: number,
): Promise<Followed | undefined> {
  const taken = cases.find(one => stateOf(one) === 'taken')
  if (taken?.takenBy) {
    if (whyNotMove(held, 'claim')) return undefined
    await claimHeld(tx, held, { actor: taken.takenBy, now })
    return { actor: taken.takenBy, act: 'ticket_claimed' }
  }
  const last = cases.find(one => one.closedBy !== null)
  const isOver = cases.every(one => ['closed', 'withdrawn'].includes(stateOf(one)))
  if (isOver && last?.closedBy) {
    if (whyNotMove(held, 'resolve')) return undefined
    const columns = { fixed_by: 'remote', resolved_at: now, resolved_by: last.closedBy }
    const change = { to: 'resolved', columns, kind: 'resolved', detail: { by: 'help' } } as const
    await changeTicket(tx, held, { ...change, actor: last.closedBy, now })
    return { actor: last.closedBy, act: 'ticket_resolved' }
  }
  if (isOver || held.owner === null || whyNotMove(held, 'release')) return undefined
  const { owner } = held
  await releaseHeld(tx, held, { actor: owner, now, why: 'given_back' })
  return { actor: owner, act: 'ticket_released' }
}
