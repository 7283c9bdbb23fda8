import type { Changes } from '../../platform/changes/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { changesOf, changeTicket, recordEvent } from '../change/actions.ts'
import { freezeEvidence } from '../evidence/actions.ts'
import { isLive, reopenSchoolDays } from '../rules.ts'
import { countSchoolDays } from '../school-day/queries.ts'
import type { Channel, Family, Picture, Priority, Side, Source, Symptom } from '../symptom/rules.ts'
import { type Held, holdOfKey, holdTicket } from '../ticket/queries.ts'
import { reopenHeld, wakeTicket } from '../wake/actions.ts'

/** What opens a ticket, or joins the one of its trouble. What it is about goes by code. */
export type Opening = {
  /** By which more of the same trouble finds it. */
  key: string
  priority: Priority
  family: Family
  symptom: Symptom
  source: Source
  channel?: Channel
  picture?: Picture
  trajectory?: string | null
  /** A label. */
  set?: string | null
  side?: Side | null
  location?: string | null
  incident?: string | null
  helpCase?: string | null
  /** When it was seen first; left out: now. What was known in the ten minutes before is kept. */
  seenAt?: number
  /** The account that tells it; left out: a rule. */
  actor?: string
}

export type Opened = {
  id: string
  no: number
  outcome: 'opened' | 'joined' | 'reopened'
  changes: Changes
}

/** Another may open the same trouble at this moment; who comes second joins. */
const triesMax = 3

/**
 * Opens a ticket, or joins the one that is there: its priority is raised, never lowered, and what waited is woken. What
 * was closed lately keeps its number and is open again; what was closed longer ago is named by the new one. As the
 * intake or the console; what the system does stands in the timeline alone, for the log of acts is held until the end.
 */
export async function openTicket(tx: Transaction, opening: Opening, now: number): Promise<Opened> {
  for (let tries = 0; tries < triesMax; tries++) {
    const known = await holdOfKey(tx, opening.key)
    const opened =
      (known && (await joinTicket(tx, known, opening, now))) ?? (await addTicket(tx, opening, known, now))
    if (opened) return opened
  }
  throw new Error(`the ticket of ${opening.key} could be neither opened nor joined`)
}

/** Undefined: it is over for too long. */
async function joinTicket(
  tx: Transaction,
  held: Held,
  opening: Opening,
  now: number,
): Promise<Opened | undefined> {
  const wasSolved = held.state === 'resolved' || held.state === 'closed'
  if (!isLive(held.state)) {
    const closedAt = held.state === 'closed' ? held.closedAt : null
    if (closedAt === null) return undefined
    if ((await countSchoolDays(tx, held.trajectory, closedAt, now)) > reopenSchoolDays) return undefined
  }
  const actor = opening.actor ?? null
  const { symptom, source, incident = null } = opening
  if (wasSolved) {
    await reopenHeld(tx, held, { by: 'signal', actor: null, now })
    await freezeEvidence(tx, held.id, opening.seenAt ?? now, now)
  }
  const columns = {
    ...(incident !== null && { incident_id: incident }),
    ...(held.healedAt !== null && { healed_at: null }),
  }
  const detail = { symptom, source, channel: opening.channel ?? null, picture: opening.picture ?? null }
  await changeTicket(tx, held, { columns, kind: 'joined', detail, actor, now })
  await raiseHeld(tx, held, { priority: opening.priority, symptom, now })
  await bindCase(tx, held.id, opening.helpCase)
  await wakeTicket(tx, held, { by: 'signal', actor: null, now })
  const outcome = wasSolved ? 'reopened' : 'joined'
  return { id: held.id, no: held.no, outcome, changes: changesOf(held) }
}

/** Undefined: somebody else opened it at this moment. */
async function addTicket(
  tx: Transaction,
  opening: Opening,
  earlier: Held | undefined,
  now: number,
): Promise<Opened | undefined> {
  const { key, priority, family, symptom, source, channel = null, picture = null, side = null } = opening
  const { trajectory = null, set = null, location = null, incident = null, actor = null } = opening
  const [made] = await tx<{ id: string; no: number }[]>`
    insert into tickets (correlation_key, state, priority, family, symptom, source, channel, picture, trajectory_id,
      set_id, side, location_id, incident_id, opened_at, changed_at, earlier_ticket)
    values (${key}, 'new', ${priority}, ${family}, ${symptom}, ${source}, ${channel}, ${picture},
      (select id from trajectories where code = ${trajectory}), (select id from sets where label = ${set}), ${side},
      (select id from locations where code = ${location}), ${incident}, ${now}::timestamptz, ${now}::timestamptz,
      ${earlier?.id ?? null})
    on conflict (correlation_key) where state not in ('closed', 'merged', 'cancelled') do nothing
    returning id, no`
  if (!made) return undefined
  const { id, no } = made
  const detail = { symptom, priority, source, channel, picture, earlier: earlier?.no ?? null }
  await recordEvent(tx, { id, state: 'new' }, { kind: 'opened', detail, actor, now })
  await bindCase(tx, id, opening.helpCase)
  await freezeEvidence(tx, id, opening.seenAt ?? now, now)
  return { id, no, outcome: 'opened', changes: changesOf({ no, trajectory, set }) }
}

/** Whoever asked for help is helped by this ticket from now on. */
async function bindCase(tx: Transaction, id: string, helpCase: string | null | undefined): Promise<void> {
  if (!helpCase) return
  await tx`
    insert into ticket_cases (case_id, ticket_id) values (${helpCase}, ${id})
    on conflict (case_id) do update set ticket_id = excluded.ticket_id`
}

type Raise = { priority: Priority; symptom?: Symptom; now: number }

/** Makes a ticket more urgent; one that is so already, or is over, stays as it is. The symptom is that of the most urgent. */
export async function raisePriority(tx: Transaction, id: string, raise: Raise): Promise<Changes> {
  const held = await holdTicket(tx, { id })
  if (!held || !isLive(held.state)) return {}
  return (await raiseHeld(tx, held, raise)) ? changesOf(held) : {}
}

async function raiseHeld(tx: Transaction, held: Held, { priority, symptom, now }: Raise): Promise<boolean> {
  if (priority >= held.priority) return false
  const columns = { priority, ...(symptom && { symptom }), lowered_reason: null }
  const detail = { from: held.priority, to: priority }
  await changeTicket(tx, held, { columns, kind: 'raised', detail, actor: null, now })
  held.priority = priority
  return true
}
