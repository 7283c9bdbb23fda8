import { dayOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { findLessonFacts } from '../../lessons/fact/queries.ts'
import { lessonMinutes } from '../../lessons/rules.ts'
import { findFirstNames } from '../../people/account/queries.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Beside, TicketDetail, TicketEntry } from '../api.ts'
import { findNotes } from '../note/queries.ts'
import { findRows, type Queue } from '../queue/queries.ts'
import { moveNames, type TicketState, whyNotMove } from '../rules.ts'
import { servedStretches } from '../service/rules.ts'

/** Of one answer. */
const entriesMax = 1_000
const listMax = 20

type Head = Pick<
  TicketDetail,
  | 'waitingReference'
  | 'cause'
  | 'solution'
  | 'fixedBy'
  | 'closedAt'
  | 'cancelledReason'
  | 'loweredReason'
  | 'lostMinutes'
  | 'incident'
  | 'mergedInto'
  | 'earlier'
> & { id: string; actedAt: number | null; isOfChildren: boolean }

/** A ticket with all that happened to it; undefined: there is none. `notes`: how many it has, which are read by that. */
export async function findTicket(
  queue: Queue,
  no: number,
  now: number,
): Promise<{ detail: Omit<TicketDetail, 'at'>; notes: number } | undefined> {
  const { sql, personal } = queue
  const head = await findHead(sql, no)
  const [ticket] = head
    ? await findRows(queue, { where: sql`t.id = ${head.id}`, limit: 1, offset: 0 }, now)
    : []
  if (!head || !ticket) return undefined
  const { id, actedAt, isOfChildren, ...fields } = head
  const [entries, notes, viewers, tookIn, linked, evidence, serviceMinutes] = await Promise.all([
    findEntries(sql, id),
    findNotes(sql, personal, id),
    findViewers(sql, id, now),
    findBeside(sql, sql`t.merged_into = ${id}`),
    findBeside(
      sql,
      sql`t.id in (
      select other_id from ticket_links where ticket_id = ${id}
      union all select ticket_id from ticket_links where other_id = ${id}
    )`,
    ),
    sql<{ at: number }[]>`select at from ticket_evidence where ticket_id = ${id} order by at`,
    findServiceMinutes(sql, { id, trajectory: ticket.trajectory, openedAt: ticket.openedAt }, now),
  ])
  const named = await namesOf(queue, [...entries.map(({ actor }) => actor), ...viewers])
  const known = { ...ticket, owner: ticket.owner?.account ?? null, actedAt, isOfChildren }
  const moves = moveNames.map(move => ({
    move,
    refusal: whyNotMove({ ...known, lostMinutes: fields.lostMinutes }, move) ?? null,
  }))
  const timeline = entries.map(({ actor, ...entry }) => {
    const note = entry.detail.note
    return {
      ...entry,
      actor: named(actor),
      note: typeof note === 'string' ? (notes.get(note) ?? null) : null,
    }
  })
  const beside = {
    tookIn,
    linked,
    evidence: evidence.map(({ at }) => at),
    viewers: viewers.map(one => named(one)!),
  }
  return { detail: { ...fields, ...beside, ticket, serviceMinutes, timeline, moves }, notes: notes.size }
}

async function findHead(sql: Database, no: number): Promise<Head | undefined> {
  const [head] = await sql<Head[]>`
    select t.id, t.acted_at as "actedAt", t.trajectory_id is not null or t.location_id is not null as "isOfChildren",
      t.waiting_reference as "waitingReference", t.cause, t.solution, t.fixed_by as "fixedBy",
      t.closed_at as "closedAt", t.cancelled_reason as "cancelledReason", t.lowered_reason as "loweredReason",
      t.lost_minutes as "lostMinutes", t.incident_id as incident,
      (select no from tickets m where m.id = t.merged_into) as "mergedInto",
      (select no from tickets e where e.id = t.earlier_ticket) as earlier
    from tickets t where t.no = ${no}`
  return head
}

type Entry = Omit<TicketEntry, 'actor' | 'note'> & { actor: string | null }

/** Its timeline, and the presses of the calls for help that it is about. */
function findEntries(sql: Database, id: string): PromiseLike<Entry[]> {
  return sql<Entry[]>`
    select * from (
      select id, at, kind, actor, state, detail from ticket_events where ticket_id = ${id}
      union all
      select p.press, p.received_at, 'pressed', null, null,
        jsonb_build_object('picture', p.picture, 'by', p.by, 'withdrawn', p.withdrawn_at is not null)
      from ticket_cases c join help_presses p on p.case_id = c.case_id where c.ticket_id = ${id}
    ) happened order by at, kind <> 'pressed', id limit ${entriesMax}`
}

async function findViewers(sql: Database, id: string, now: number): Promise<string[]> {
  const rows = await sql<{ account: string }[]>`
    select account from ticket_viewers where ticket_id = ${id} and until_at > ${now}::timestamptz order by account`
  return rows.map(({ account }) => account)
}

function findBeside(sql: Database, where: ReturnType<Database>): PromiseLike<Beside[]> {
  return sql<Beside[]>`
    select t.no, t.state, t.priority, t.symptom from tickets t where ${where} order by t.no limit ${listMax}`
}

async function namesOf({ sql, personal }: Queue, accounts: readonly (string | null)[]) {
  const known = [...new Set(accounts.filter(account => account !== null))]
  const names = await findFirstNames(sql, personal, known)
  return (account: string | null) =>
    account === null ? null : { account, firstName: names.get(account) ?? '' }
}

type Served = { id: string; trajectory: string | null; openedAt: number }

/** Lesson minutes in which it was the helpdesk's turn, by the lessons of those days; null: it is about no child. */
async function findServiceMinutes(
  sql: Database,
  { id, trajectory, openedAt }: Served,
  now: number,
): Promise<number | null> {
  if (trajectory === null) return null
  const since = dayOf(openedAt).day
  const holidays = closedDays(Number(since.slice(0, 4)), Number(dayOf(now).day.slice(0, 4)) + 1)
  const [moves, [known]] = await Promise.all([
    sql<{ at: number; state: TicketState }[]>`
      select at, state from ticket_events where ticket_id = ${id} order by at, id`,
    findLessonFacts(sql, { codes: [trajectory], since, holidays, now }),
  ])
  const stretches = known ? servedStretches(moves, now) : []
  return stretches.reduce((sum, { from, until }) => sum + lessonMinutes(known!.facts, from, until), 0)
}

/** What was frozen at its first symptoms; undefined: there is no such ticket. */
export async function findEvidence(
  sql: Database,
  no: number,
): Promise<{ at: number; frozen: unknown }[] | undefined> {
  const [ticket] = await sql<{ id: string }[]>`select id from tickets where no = ${no}`
  if (!ticket) return undefined
  return sql<{ at: number; frozen: unknown }[]>`
    select at, frozen from ticket_evidence where ticket_id = ${ticket.id} order by at`
}

/** Whether a ticket is of a trajectory of this counsellor. */
export async function isTicketOf(sql: Database, no: number, counsellor: string): Promise<boolean> {
  const [row] = await sql`
    select from tickets t join trajectories tr on tr.id = t.trajectory_id
    where t.no = ${no} and tr.counsellor_id = ${counsellor}`
  return row !== undefined
}

/** The last tickets of a trajectory, or those that name a set, the newest first; undefined: it is not known. */
export async function findTicketsOf(queue: Queue, of: { trajectory: string } | { set: string }, now: number) {
  const { sql } = queue
  const [known] =
    'trajectory' in of
      ? await sql<{ id: string }[]>`select id from trajectories where code = ${of.trajectory}`
      : await sql<{ id: string }[]>`select id from sets where label = ${of.set}`
  if (!known) return undefined
  const where = 'trajectory' in of ? sql`t.trajectory_id = ${known.id}` : sql`t.set_id = ${known.id}`
  return findRows(queue, { where, limit: listMax, offset: 0 }, now)
}

export async function isTicket(sql: Database, no: number): Promise<boolean> {
  const [row] = await sql`select from tickets where no = ${no}`
  return row !== undefined
}
