import { randomUUID } from 'node:crypto'
import type { TicketState } from '../../controlplane/tickets/rules.ts'
import type { Asked } from '../support/every-route-asked.ts'
import type { Objects, Rights } from '../support/features.ts'

export const rights: Rights = {
  ticket_alarms: ['', 'si'],
  ticket_calls: ['', 'si'],
  ticket_cases: ['siu', 'siu'],
  ticket_events: ['si', 'si'],
  ticket_evidence: ['si', 'si'],
  ticket_links: ['', 'si'],
  ticket_notes: ['', 'siu'],
  ticket_viewers: ['', 'siud'],
  tickets: ['siu', 'siu'],
}

/** A ticket of a pair of the ground, of a trouble of its own; somebody has it who may do everything, or nobody yet. */
export async function layTicket(
  { ground: { plane, own, others, everybody }, whose }: Asked,
  state: TicketState = 'new',
): Promise<string> {
  if (whose === 'missing') return '999999999'
  const { home, trajectory } = whose === 'own' ? own : others
  const now = plane.clock.now()
  const owner = state === 'new' ? null : everybody.accountId
  const resolvedAt = state === 'resolved' ? now : null
  const [laid] = await plane.sql<{ no: number }[]>`
    with laid as (
      insert into tickets (correlation_key, state, priority, family, symptom, source, trajectory_id, set_id, side,
        opened_at, changed_at, owner, claimed_at, resolved_at)
      select ${randomUUID()}, ${state}, 3, 'picture', 'webcam', 'rule', t.id, s.id, 'home', ${now}, ${now},
        ${owner}::uuid, ${owner && now}::timestamptz, ${resolvedAt}::timestamptz
      from sets s, trajectories t where s.label = ${home.label} and t.code = ${trajectory}
      returning id, no
    ),
    opened as (
      insert into ticket_events (ticket_id, at, kind, state, detail)
      select id, ${now}, 'opened', ${state}, '{}' from laid
    )
    select no from laid`
  return String(laid!.no)
}

/** One that nobody touched yet; asking for it again changes nothing. */
async function findUntouched(asked: Asked): Promise<string> {
  const { ground, whose } = asked
  if (whose === 'missing') return layTicket(asked)
  const [known] = await ground.plane.sql<{ no: number }[]>`
    select t.no from tickets t join trajectories tr on tr.id = t.trajectory_id
    where tr.code = ${ground[whose].trajectory} and t.state = 'new' and t.priority = 3 and t.symptom = 'webcam'
      and t.acted_at is null and not exists (select from ticket_viewers v where v.ticket_id = t.id)
      and not exists (select from ticket_links k where t.id in (k.ticket_id, k.other_id))
    limit 1`
  return known ? String(known.no) : layTicket(asked)
}

export const objects: Objects = { tickets: findUntouched }
