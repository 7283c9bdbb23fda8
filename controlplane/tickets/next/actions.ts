import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Refused } from '../change/actions.ts'
import { claimTicket } from '../owner/actions.ts'
import { findInOrder, type Queue } from '../queue/queries.ts'

type Claimed = { ok: true; no: number; changes: Changes }

/** Takes what is most urgent and nobody has; what a colleague takes at that moment is passed over. */
export async function claimNext(queue: Queue, by: By): Promise<Claimed | Refused> {
  const free = await findInOrder(queue, { state: 'new', me: by.actor, ofCounsellor: undefined }, by.now)
  for (const { no } of free) {
    const claimed = await claimTicket(queue.sql, no, by)
    if (claimed.ok) return { ok: true, no, changes: claimed.changes }
  }
  return { ok: false, refusal: 'nothing_to_claim' }
}
