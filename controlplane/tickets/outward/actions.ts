import { queueWebhook } from '../../integration/webhook/actions.ts'
import type { WebhookBody, WebhookKind } from '../../integration/webhook/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { EventKind } from '../event/rules.ts'

/** What another system hears of what happens to a ticket; what is left out stays in the house. */
const kinds: { readonly [Kind in EventKind]?: WebhookKind } = {
  opened: 'ticket_opened',
  claimed: 'ticket_claimed',
  resolved: 'ticket_resolved',
  alarmed: 'alarm',
  raised: 'ticket_changed',
  lowered: 'ticket_changed',
  released: 'ticket_changed',
  waiting: 'ticket_changed',
  planned: 'ticket_changed',
  woken: 'ticket_changed',
  reopened: 'ticket_changed',
  closed: 'ticket_changed',
  cancelled: 'ticket_changed',
  merged: 'ticket_changed',
  healed: 'ticket_changed',
  unhealed: 'ticket_changed',
}

type Row = { [Name in keyof WebhookBody]: WebhookBody[Name] | null }

/** Tells another system, once this is committed, what happened to a ticket: codes and instants. */
export async function tellOutward(tx: Transaction, id: string, event: EventKind, now: number): Promise<void> {
  const kind = kinds[event]
  if (kind === undefined) return
  const [row] = await tx<Row[]>`
    select k.no::text as ticket, k.symptom, k.state, k.priority, t.code as trajectory, s.label as set,
      l.code as location, k.incident_id::text as incident, k.cause, k.solution, k.opened_at as "openedAt",
      k.claimed_at as "claimedAt", k.changed_at as "changedAt", k.resolved_at as "resolvedAt"
    from tickets k left join trajectories t on t.id = k.trajectory_id left join sets s on s.id = k.set_id
    left join locations l on l.id = k.location_id where k.id = ${id}`
  const known = Object.entries(row!).filter(([, value]) => value !== null)
  await queueWebhook(tx, { kind, body: Object.fromEntries(known) as WebhookBody, now })
}
