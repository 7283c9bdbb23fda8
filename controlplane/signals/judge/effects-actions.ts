import type { Changes } from '../../platform/changes/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { endTicket, healTicket } from '../../tickets/heal/actions.ts'
import { openTicket } from '../../tickets/open/actions.ts'
import { askSide } from '../ask/actions.ts'
import type { KnownSubject } from '../subject/rules.ts'
import type { Effect } from './rules.ts'

type Ticketing = Extract<Effect, { do: 'ticket' }>
type Healing = Extract<Effect, { do: 'heal' }>
/** What follows from one look at a subject. */
type Following = { subject: KnownSubject; judged: { effects: readonly Effect[] } }
/** What a ticket is about, by code. `ids`: of incidents, by group key. */
type About = {
  trajectory: string | null
  location: string | null
  ids: ReadonlyMap<string, string>
}

/** Does what follows from looks, in their transaction. */
export async function followEffects(
  tx: Transaction,
  looks: readonly Following[],
  ids: ReadonlyMap<string, string>,
  now: number,
): Promise<Changes> {
  const tickets: string[] = []
  for (const { subject, judged } of looks) {
    const about = { trajectory: subject.trajectory, location: null, ids }
    for (const effect of judged.effects) {
      if (effect.do === 'ticket') tickets.push(...(await openTicketOf(tx, effect, about, now)))
      if (effect.do === 'heal') tickets.push(...(await healTicketOf(tx, effect, now)))
      if (effect.do === 'ask') await askSide(tx, subject, effect.side, now)
    }
  }
  return { ticket: tickets }
}

/** Opens, raises or opens again the ticket of an incident. Returns what changed. */
export async function openTicketOf(
  tx: Transaction,
  { group, incident, family, set, side }: Ticketing,
  { trajectory, location, ids }: About,
  now: number,
): Promise<readonly string[]> {
  if (incident.severity === null) return []
  const { changes } = await openTicket(
    tx,
    {
      key: group,
      priority: incident.severity,
      family,
      symptom: incident.symptom,
      source: 'rule',
      trajectory,
      set,
      side,
      location,
      incident: ids.get(group) ?? null,
      helpCase: family === 'help' && set !== null ? await findHelpCase(tx, set) : null,
      seenAt: incident.openedAt,
    },
    now,
  )
  return ticketsOf(changes)
}

async function findHelpCase(tx: Transaction, label: string): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select c.id from help_cases c join sets s on s.id = c.set_id
    where s.label = ${label} and c.closed_at is null and c.withdrawn_at is null`
  return row?.id ?? null
}

/** What was wrong is not any more, or what it was wrong with. */
export async function healTicketOf(
  tx: Transaction,
  { incident }: Healing,
  now: number,
): Promise<readonly string[]> {
  if (incident.id === undefined) return []
  const [ticket] = await tx<{ id: string }[]>`
    select id from tickets where incident_id = ${incident.id} order by no desc limit 1`
  if (!ticket) return []
  const over = incident.reason === 'ended' ? endTicket : healTicket
  return ticketsOf(await over(tx, ticket.id, now))
}

function ticketsOf({ ticket }: Changes): readonly string[] {
  return ticket === undefined || ticket === 'all' ? [] : ticket
}
