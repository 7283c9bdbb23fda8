import type { Transaction } from '../../platform/postgres/database.ts'
import type { Side } from '../../tickets/symptom/rules.ts'
import type { KnownSubject } from '../subject/rules.ts'

/** Asks on the set of a side whether there is a lesson today, before a person is called. */
export async function askSide(
  tx: Transaction,
  subject: KnownSubject,
  side: Side,
  now: number,
): Promise<void> {
  void [tx, subject, side, now]
}
