import type { By } from '../../audit/rules.ts'
import { closeCaseIn, giveBackCaseIn, reopenCaseIn, seeCaseIn, takeCaseIn } from '../../help/case/actions.ts'
import type { HelpOutcome } from '../../help/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

type Outcome = { ok: true; changes: Changes } | { ok: false }

const doingOf = { see: seeCaseIn, take: takeCaseIn, giveBack: giveBackCaseIn, reopen: reopenCaseIn }

/**
 * What is done with a ticket is done with the calls for help that it is about; one that is over stays so. Call it after
 * the ticket is changed: it holds the log of acts. Returns what changed.
 */
export function doWithCases(
  tx: Transaction,
  ticketId: string,
  what: keyof typeof doingOf,
  by: By,
): Promise<Changes> {
  return doWithEach(tx, ticketId, id => doingOf[what](tx, { id, ...by }))
}

/** Says of the calls for help of a ticket what it was. */
export function closeCases(
  tx: Transaction,
  ticketId: string,
  outcome: HelpOutcome,
  by: By,
): Promise<Changes> {
  return doWithEach(tx, ticketId, id => closeCaseIn(tx, { id, outcome, ...by }))
}

async function doWithEach(
  tx: Transaction,
  ticketId: string,
  act: (id: string) => Promise<Outcome>,
): Promise<Changes> {
  const cases = await tx<{ id: string }[]>`
    select case_id as id from ticket_cases where ticket_id = ${ticketId} order by case_id`
  const labels: string[] = []
  for (const { id } of cases) {
    const outcome = await act(id)
    if (outcome.ok) labels.push(...((outcome.changes.help ?? []) as readonly string[]))
  }
  return labels.length > 0 ? { help: labels } : {}
}

/** Whether somebody else took a call for help of this ticket; its calls are held until the end of the transaction. */
export async function isHelpedByOther(tx: Transaction, ticketId: string, account: string): Promise<boolean> {
  const cases = await tx<{ isOthers: boolean }[]>`
    select c.closed_at is null and c.withdrawn_at is null and c.taken_by <> ${account} as "isOthers"
    from help_cases c where c.id in (select case_id from ticket_cases where ticket_id = ${ticketId})
    order by c.id for no key update of c`
  return cases.some(({ isOthers }) => isOthers)
}
