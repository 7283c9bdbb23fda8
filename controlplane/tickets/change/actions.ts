import { recordAct } from '../../audit/actions.ts'
import type { Act, By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { EventDetail, EventKind } from '../event/rules.ts'
import { tellOutward } from '../outward/actions.ts'
import type { TicketRefusal } from '../refusal/rules.ts'
import type { TicketState } from '../rules.ts'
import { type Held, holdTicket } from '../ticket/queries.ts'

type Value = string | number | null
/** Columns of a ticket by name. */
export type Columns = Record<string, Value>

/** What is changed of a ticket. `to` left out: its state stays. `actor` null: it goes by itself. */
export type Change = {
  to?: TicketState
  columns?: Columns
  kind: EventKind
  detail?: EventDetail
  actor: string | null
  now: number
}

/** Changes a ticket that is held, and adds what happened to its timeline. */
export async function changeTicket(
  tx: Transaction,
  held: Held,
  { to = held.state, columns = {}, kind, detail = {}, actor, now }: Change,
): Promise<void> {
  const moved = to === held.state ? {} : { state: to, changed_at: now }
  const acted = actor === null ? {} : { acted_at: now }
  const all = { ...columns, ...moved, ...acted }
  if (Object.keys(all).length > 0) await tx`update tickets set ${tx(all)} where id = ${held.id}`
  if (actor !== null)
    await tx`
      update tickets set first_action_at = ${now}::timestamptz where id = ${held.id} and first_action_at is null`
  Object.assign(held, { state: to, ...(actor === null ? {} : { actedAt: now }) })
  await recordEvent(tx, held, { kind, detail, actor, now })
}

export type Happened = Pick<Change, 'kind' | 'detail' | 'actor' | 'now'>

/** Adds what happened to the timeline of a ticket. */
export async function recordEvent(
  tx: Transaction,
  { id, state }: Pick<Held, 'id' | 'state'>,
  { kind, detail = {}, actor, now }: Happened,
): Promise<void> {
  await tx`
    insert into ticket_events (ticket_id, at, actor, kind, state, detail)
    values (${id}, ${now}::timestamptz, ${actor}, ${kind}, ${state}, ${tx.json(detail)})`
  await tellOutward(tx, id, kind, now)
}

/** Who hears of it: by its number, and by what it is about, so that a counsellor hears of their own. */
export function changesOf({ no, trajectory, set }: Pick<Held, 'no' | 'trajectory' | 'set'>): {
  ticket: readonly string[]
} {
  return { ticket: [String(no), trajectory, set].filter(name => name !== null) }
}

export type Refused<Code extends string = TicketRefusal> = { ok: false; refusal: Code; where?: string }
export type Done = { ok: true; changes: Changes }
type Written = Pick<Act, 'act' | 'detail'> & { changes?: Changes }

/**
 * Lets a person do something with one ticket, which is held meanwhile. What `work` returns is written down, last of all;
 * undefined: there is nothing to write down, all is as it was. `inOrder`: of several that are held, so that two people
 * never wait for each other.
 */
export function doWithTicket<Code extends string = TicketRefusal>(
  sql: Database,
  no: number,
  by: By,
  work: (tx: Transaction, held: Held) => Promise<Written | Refused<Code> | undefined>,
  inOrder: readonly number[] = [],
): Promise<Done | Refused<Code | 'unknown_ticket'>> {
  return sql.begin(async (tx): Promise<Done | Refused<Code | 'unknown_ticket'>> => {
    for (const one of inOrder) await holdTicket(tx, { no: one })
    const held = await holdTicket(tx, { no })
    if (!held) return { ok: false, refusal: 'unknown_ticket', where: String(no) }
    const done = await work(tx, held)
    if (done === undefined) return { ok: true, changes: {} }
    if ('refusal' in done) return done
    await recordTicketAct(tx, held, by, done)
    return { ok: true, changes: { ...changesOf(held), ...done.changes } }
  })
}

/** Writes down what somebody did with a ticket; last in its transaction. */
export function recordTicketAct(
  tx: Transaction,
  { no }: Pick<Held, 'no'>,
  { actor, now }: By,
  { act, detail = {} }: Pick<Act, 'act' | 'detail'>,
): Promise<void> {
  return recordAct(tx, { at: now, actor, act, subject: `ticket:${no}`, detail })
}
