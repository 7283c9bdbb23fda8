import type { By } from '../../audit/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import {
  changesOf,
  changeTicket,
  type Done,
  doWithTicket,
  type Refused,
  recordEvent,
} from '../change/actions.ts'
import { whyNotMove } from '../rules.ts'
import { holdTicket } from '../ticket/queries.ts'

const unknown = (no: number) => ({ ok: false, refusal: 'unknown_ticket', where: String(no) }) as const

/** What is one trouble goes on as one ticket: the source stays to be read, its calls for help go along. */
export function mergeTicket(sql: Database, no: number, into: number, by: By): Promise<Done | Refused> {
  const both = [no, into].toSorted((one, other) => one - other)
  return doWithTicket(
    sql,
    no,
    by,
    async (tx, held) => {
      const target = await holdTicket(tx, { no: into })
      if (!target) return unknown(into)
      const refusal = whyNotMove(held, 'merge', { into: target })
      if (refusal) return { ok: false, refusal }
      const columns = { merged_into: target.id }
      await changeTicket(tx, held, { to: 'merged', columns, kind: 'merged', detail: { into }, ...by })
      await changeTicket(tx, target, { kind: 'took_in', detail: { from: no }, ...by })
      await tx`update ticket_cases set ticket_id = ${target.id} where ticket_id = ${held.id}`
      const ticket = [...changesOf(held).ticket, ...changesOf(target).ticket]
      return { act: 'ticket_merged', detail: { into }, changes: { ticket } }
    },
    both,
  )
}

/** They have something to do with each other, and stay two. */
export function linkTicket(sql: Database, no: number, to: number, by: By): Promise<Done | Refused> {
  const both = [no, to].toSorted((one, other) => one - other)
  return doWithTicket(
    sql,
    no,
    by,
    async (tx, held) => {
      if (no === to) return { ok: false, refusal: 'merge_itself' }
      const other = await holdTicket(tx, { no: to })
      if (!other) return unknown(to)
      const [one, two] = no < to ? [held.id, other.id] : [other.id, held.id]
      const added = await tx`
        insert into ticket_links (ticket_id, other_id) values (${one}, ${two}) on conflict do nothing returning 1`
      if (added.length === 0) return undefined
      await recordEvent(tx, held, { kind: 'linked', detail: { to }, ...by })
      await recordEvent(tx, other, { kind: 'linked', detail: { to: no }, ...by })
      const ticket = [...changesOf(held).ticket, ...changesOf(other).ticket]
      return { act: 'ticket_linked', detail: { to }, changes: { ticket } }
    },
    both,
  )
}

/** What nobody touched goes on in the ticket of the storm that explains it. Returns what changed, by number. */
export async function absorbTickets(
  tx: Transaction,
  into: number,
  ids: readonly string[],
  now: number,
): Promise<string[]> {
  const target = ids.length > 0 ? await holdTicket(tx, { no: into }) : undefined
  if (!target) return []
  const taken: string[] = []
  for (const id of ids.toSorted()) {
    const held = await holdTicket(tx, { id })
    if (!held || whyNotMove(held, 'merge', { actor: 'system', into: target })) continue
    const columns = { merged_into: target.id }
    const happened = { actor: null, now }
    await changeTicket(tx, held, { to: 'merged', columns, kind: 'merged', detail: { into }, ...happened })
    await recordEvent(tx, target, { kind: 'took_in', detail: { from: held.no }, ...happened })
    taken.push(...changesOf(held).ticket)
  }
  return taken
}
