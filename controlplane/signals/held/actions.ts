import { booleanArray, instantArray, numberArray } from '../../platform/postgres/arrays.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { Incident } from '../incident/rules.ts'
import type { Decision, Held } from '../judge/rules.ts'
import type { HeldSignal } from '../judge/signal-rules.ts'

/** What a look left of one subject, and what was kept before. */
export type Kept = { subject: string; was: Held; is: Held; decisions: readonly Decision[] }

/** Writes down what changed, and why. Returns the ids of incidents by group key. */
export async function keepHeld(
  tx: Transaction,
  kept: readonly Kept[],
  now: number,
): Promise<Map<string, string>> {
  await keepSignals(tx, kept)
  const ids = await keepIncidents(tx, kept)
  await keepDecisions(tx, kept, now)
  return ids
}

async function keepSignals(tx: Transaction, kept: readonly Kept[]): Promise<void> {
  const gone = kept.flatMap(({ was, is }) => Object.keys(was.signals).filter(key => !(key in is.signals)))
  if (gone.length > 0) await tx`delete from signals where key = any(${gone}::text[])`
  const rows = kept.flatMap(({ subject, was, is }) =>
    Object.entries(is.signals)
      .filter(([key, signal]) => !isSame(was.signals[key], signal))
      .map(([key, signal]) => ({ key, subject, ...signal })),
  )
  if (rows.length === 0) return
  const texts = (textOf: (row: HeldSignal & { key: string; subject: string }) => string | null) =>
    rows.map(textOf) as string[]
  await tx`
    insert into signals (key, subject, rule, set, side, family, symptom, priority, state, since, entries, evidence, is_asked)
    select key, subject, rule, nullif(set, ''), nullif(side, ''), family, symptom, priority, state, since, entries::jsonb, evidence::jsonb,
      is_asked
    from unnest(
      ${texts(({ key }) => key)}::text[], ${texts(({ subject }) => subject)}::text[],
      ${texts(({ rule }) => rule)}::text[], ${texts(({ set }) => set ?? '')}::text[],
      ${texts(({ side }) => side ?? '')}::text[],
      ${texts(({ family }) => family)}::text[], ${texts(({ symptom }) => symptom)}::text[],
      ${numberArray(rows.map(({ priority }) => priority))}::int2[], ${texts(({ state }) => state)}::text[],
      ${instantArray(rows.map(({ since }) => since))}::timestamptz[],
      ${texts(({ entries }) => JSON.stringify(entries))}::text[],
      ${texts(({ evidence }) => JSON.stringify(evidence))}::text[],
      ${booleanArray(rows.map(({ isAsked }) => isAsked))}::bool[]
    ) as i(key, subject, rule, set, side, family, symptom, priority, state, since, entries, evidence, is_asked)
    on conflict (key) do update set
      subject = excluded.subject, side = excluded.side, family = excluded.family, symptom = excluded.symptom, priority = excluded.priority,
      state = excluded.state, since = excluded.since, entries = excluded.entries, evidence = excluded.evidence,
      is_asked = excluded.is_asked`
}

async function keepIncidents(tx: Transaction, kept: readonly Kept[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { subject, was, is } of kept) {
    for (const [key, incident] of Object.entries(is.incidents)) {
      if (incident.id !== undefined) ids.set(key, incident.id)
      if (incident.id === undefined) ids.set(key, await addIncident(tx, { key, subject, incident }))
      else if (!isSame(was.incidents[key], incident)) await changeIncident(tx, incident.id, incident)
    }
  }
  return ids
}

type Named = { key: string; subject: string; incident: Incident }

async function addIncident(tx: Transaction, { key, subject, incident }: Named): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    insert into incidents (group_key, subject, family, symptom, state, opened_at, is_maintenance, suppressed_by, severity,
      has_ticket, reason)
    values (${key}, ${subject}, ${key.slice(key.lastIndexOf('/') + 1)}, ${incident.symptom}, ${incident.state},
      ${incident.openedAt}::timestamptz, ${incident.isMaintenance}, ${incident.suppressedBy}, ${incident.severity},
      ${incident.hasTicket}, ${incident.reason})
    returning id`
  return row!.id
}

async function changeIncident(tx: Transaction, id: string, incident: Incident): Promise<void> {
  await tx`
    update incidents set symptom = ${incident.symptom}, state = ${incident.state},
      resolved_at = ${incident.resolvedAt}::timestamptz,
      acknowledged_until = ${incident.acknowledgedUntil}::timestamptz,
      is_muted_until_healed = ${incident.isMutedUntilHealed}, is_maintenance = ${incident.isMaintenance}, suppressed_by = ${incident.suppressedBy},
      severity = ${incident.severity}, has_ticket = ${incident.hasTicket}, reopened = ${incident.reopened},
      reason = ${incident.reason}
    where id = ${id}`
}

async function keepDecisions(tx: Transaction, kept: readonly Kept[], now: number): Promise<void> {
  const rows = kept.flatMap(({ subject, is, decisions }) =>
    decisions.map(decision => ({ subject, ...told(decision, is) })),
  )
  if (rows.length === 0) return
  await tx`
    insert into decisions (at, decided_at, subject, about, rule, what, detail)
    select at, ${now}::timestamptz, subject, about, nullif(rule, ''), what, detail::jsonb
    from unnest(
      ${instantArray(rows.map(({ at }) => at))}::timestamptz[], ${rows.map(({ subject }) => subject)}::text[],
      ${rows.map(({ about }) => about)}::text[], ${rows.map(({ rule }) => rule ?? '')}::text[],
      ${rows.map(({ what }) => what)}::text[], ${rows.map(({ detail }) => JSON.stringify(detail))}::text[]
    ) as i(at, subject, about, rule, what, detail)`
}

function told(decision: Decision, { incidents }: Held) {
  if (decision.of === 'signal') {
    const { key, rule, moved, evidence } = decision
    return { about: key, rule, what: moved.move, at: moved.at, detail: evidence }
  }
  const { key, move, at } = decision
  const { reason, severity, symptom, suppressedBy } = incidents[key] ?? {}
  return { about: key, rule: null, what: move, at, detail: { reason, severity, symptom, suppressedBy } }
}

/** Kept as they come from the database, and compared as they would go there. */
function isSame(was: object | undefined, is: object): boolean {
  if (was === undefined) return false
  const before = was as Record<string, unknown>
  return Object.entries(is).every(([name, value]) => {
    const other = before[name]
    return other === value || (typeof value === 'object' && JSON.stringify(other) === JSON.stringify(value))
  })
}
