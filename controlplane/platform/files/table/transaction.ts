import type { Database, Transaction } from '../../postgres/database.ts'

/** Thrown to have a transaction undone whose outcome is wanted all the same. */
class Undone extends Error {}

/** Does `work` in a transaction, which is undone when it only rehearses or when `work` finds a row wrong. */
export async function takeIn<Outcome extends { wrong: readonly unknown[] }>(
  sql: Database,
  isDry: boolean,
  work: (tx: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  let outcome: Outcome | undefined
  const undone = await sql
    .begin(async tx => {
      outcome = await work(tx)
      if (isDry || outcome.wrong.length > 0) throw new Undone()
    })
    .then(
      () => undefined,
      (failure: unknown) => failure,
    )
  if (outcome === undefined || (undone !== undefined && !(undone instanceof Undone))) throw undone
  return outcome
}
