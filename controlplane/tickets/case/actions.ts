import type { By } from '../../audit/rules.ts'
import { giveBackCaseIn, seeCaseIn, takeCaseIn } from '../../help/case/actions.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

type Outcome = { ok: true; changes: Changes } | { ok: false }

const doingOf = { see: seeCaseIn, take: takeCaseIn, giveBack: giveBackCaseIn }

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
