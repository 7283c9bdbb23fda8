import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Incident } from '../incident/rules.ts'
import type { Held } from '../judge/rules.ts'
import type { HeldSignal } from '../judge/signal-rules.ts'

type SignalRow = HeldSignal & { key: string; subject: string }
type IncidentRow = Incident & { id: string; key: string; subject: string }

/** What is kept of these subjects, each under its key; of incidents that are over, the last of each group. */
export async function findHeld(
  sql: Transaction | Database,
  subjects: readonly string[],
): Promise<Map<string, Held>> {
  const wanted = [...subjects]
  const [signals, incidents] = await Promise.all([
    sql<SignalRow[]>`
      select key, subject, rule, set, side, family, symptom, priority, state, since, entries, evidence, is_asked as "isAsked"
      from signals where subject = any(${wanted}::text[])`,
    sql<IncidentRow[]>`
      select distinct on (group_key) id, group_key as key, subject, state, opened_at as "openedAt",
        resolved_at as "resolvedAt", acknowledged_until as "acknowledgedUntil", muted_until as "mutedUntil",
        is_muted_until_healed as "isMutedUntilHealed", is_maintenance as "isMaintenance", suppressed_by as "suppressedBy", severity, symptom, has_ticket as "hasTicket",
        reopened, reason
      from incidents where subject = any(${wanted}::text[]) order by group_key, opened_at desc, id desc`,
  ])
  const held = new Map(wanted.map(subject => [subject, { signals: {}, incidents: {} } as MutableHeld]))
  for (const { key, subject, ...signal } of signals) held.get(subject)!.signals[key] = signal
  for (const { key, subject, ...incident } of incidents) held.get(subject)!.incidents[key] = incident
  return held
}

type MutableHeld = { signals: Record<string, HeldSignal>; incidents: Record<string, Incident> }
