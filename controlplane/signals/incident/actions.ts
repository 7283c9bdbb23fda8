import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { dayAfter, dayOf } from '../../calendar/day/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Priority } from '../../tickets/symptom/rules.ts'
import { stormSubject } from '../storm/queries.ts'
import { aboutOf } from './about-rules.ts'
import type { IncidentRefusal } from './api.ts'
import { acknowledgedUntil, type IncidentCommand, type KnownIncident, whyNotDo } from './moves-rules.ts'

type Outcome = { ok: true; changes: Changes } | { ok: false; refusal: IncidentRefusal }
export type HeldIncident = KnownIncident & {
  id: string
  groupKey: string
  subject: string
  severity: Priority | null
}
/** What was done; `detail`: codes and instants. */
type Done = { act: IncidentAct; what: string; detail?: Record<string, number | string | boolean | null> }
type IncidentAct =
  | 'incident_acknowledged'
  | 'incident_released'
  | 'incident_muted'
  | 'incident_unmuted'
  | 'incident_resolved'
  | 'incident_told'
  | 'incident_pair_moved'

/** When somebody should be at the helpdesk on these days. */
export type NeededOn = (days: readonly string[]) => Promise<{ endsAt: number }[]>

/** So many days are looked ahead for one of school: over the longest weekend. */
const daysAhead = 4

/** When the day of school ends that is on or comes next; undefined: none is in sight. */
async function endOfSchoolDay(neededOn: NeededOn, now: number): Promise<number | undefined> {
  for (let ahead = 0, day = dayOf(now); ahead <= daysAhead; ahead++, day = dayAfter(day)) {
    const end = Math.max(0, ...(await neededOn([day.day])).map(({ endsAt }) => endsAt))
    if (end > now) return end
  }
  return undefined
}

/** It is theirs who asks, for a while: nobody else is called for it. */
export async function acknowledgeIncident(
  { sql, neededOn }: { sql: Database; neededOn: NeededOn },
  id: string,
  by: By,
): Promise<Outcome> {
  const schoolEndsAt = await endOfSchoolDay(neededOn, by.now)
  return doWithIncident(sql, id, by, 'acknowledge', async (tx, { severity }) => {
    const until = acknowledgedUntil(severity, schoolEndsAt, by.now)
    await tx`
      update incidents set state = 'acknowledged', acknowledged_by = ${by.actor},
        acknowledged_until = ${until}::timestamptz
      where id = ${id}`
    return { act: 'incident_acknowledged', what: 'acknowledged', detail: { until } }
  })
}

type Many = { ok: true; changes: Changes; done: number; failed: { id: string; refusal: IncidentRefusal }[] }

/** The same for many, one after another. */
export async function acknowledgeIncidents(
  parts: { sql: Database; neededOn: NeededOn },
  ids: readonly string[],
  by: By,
): Promise<Omit<Many, 'done'> & { acknowledged: number }> {
  const { done: acknowledged, ...outcome } = await doForEach(ids, id => acknowledgeIncident(parts, id, by))
  return { ...outcome, acknowledged }
}

/** Puts many back at once. */
export async function releaseIncidents(
  sql: Database,
  ids: readonly string[],
  by: By,
): Promise<Omit<Many, 'done'> & { released: number }> {
  const { done: released, ...outcome } = await doForEach(ids, id => releaseIncident(sql, id, by))
  return { ...outcome, released }
}

async function doForEach(ids: readonly string[], act: (id: string) => Promise<Outcome>): Promise<Many> {
  const failed: { id: string; refusal: IncidentRefusal }[] = []
  const told: string[] = []
  const wanted = [...new Set(ids)]
  for (const id of wanted) {
    const outcome = await act(id)
    if (outcome.ok) told.push(...((outcome.changes.incident ?? []) as readonly string[]))
    else failed.push({ id, refusal: outcome.refusal })
  }
  return { ok: true, changes: { incident: told }, done: wanted.length - failed.length, failed }
}

/** Nobody has it any more. */
export function releaseIncident(sql: Database, id: string, by: By): Promise<Outcome> {
  return doWithIncident(sql, id, by, 'release', async tx => {
    await tx`
      update incidents set state = 'open', acknowledged_by = null, acknowledged_until = null where id = ${id}`
    return { act: 'incident_released', what: 'released' }
  })
}

/** Nobody is called for it for so long, or until it was well once (null). */
export function muteIncident(sql: Database, id: string, minutes: number | null, by: By): Promise<Outcome> {
  return doWithIncident(sql, id, by, 'mute', async tx => {
    const until = minutes === null ? null : by.now + minutes * 60_000
    await tx`
      update incidents set muted_by = ${by.actor}, muted_until = ${until}::timestamptz,
        is_muted_until_healed = ${minutes === null}
      where id = ${id}`
    return { act: 'incident_muted', what: 'muted', detail: { until } }
  })
}

export function unmuteIncident(sql: Database, id: string, by: By): Promise<Outcome> {
  return doWithIncident(sql, id, by, 'unmute', async tx => {
    await tx`
      update incidents set muted_by = null, muted_until = null, is_muted_until_healed = false where id = ${id}`
    return { act: 'incident_unmuted', what: 'unmuted' }
  })
}

/** A person says that it is over. */
export function resolveIncident(sql: Database, id: string, by: By): Promise<Outcome> {
  return doWithIncident(sql, id, by, 'resolve', async tx => {
    await tx`
      update incidents set state = 'resolved', resolved_at = ${by.now}::timestamptz, acknowledged_until = null
      where id = ${id}`
    return { act: 'incident_resolved', what: 'resolved_by_hand' }
  })
}

/** One move of a person, in one transaction: nobody judges the subject meanwhile, and it stands in both logs. */
export function doWithIncident(
  sql: Database,
  id: string,
  { actor, now }: By,
  command: IncidentCommand,
  work: (tx: Transaction, held: HeldIncident) => Promise<Done | { refusal: IncidentRefusal }>,
): Promise<Outcome> {
  return sql.begin(async (tx): Promise<Outcome> => {
    const held = await holdIncident(tx, id)
    const refusal = held ? whyNotDo(command, held, { actor, now }) : 'unknown_incident'
    if (!held || refusal) return { ok: false, refusal: refusal ?? 'unknown_incident' }
    const done = await work(tx, held)
    if ('refusal' in done) return { ok: false, refusal: done.refusal }
    const { act, what, detail = {} } = done
    await tx`
      insert into decisions (at, decided_at, subject, about, what, detail)
      values (${now}::timestamptz, ${now}::timestamptz, ${held.subject}, ${held.groupKey}, ${what}, ${tx.json(detail)})`
    await recordAct(tx, { at: now, actor, act, subject: held.groupKey, detail: { incident: id, ...detail } })
    return { ok: true, changes: { incident: [aboutOf(held.groupKey).name] } }
  })
}

/** Held as the judge holds it: by its subject first. */
async function holdIncident(tx: Transaction, id: string): Promise<HeldIncident | undefined> {
  await tx`
    select from judged_subjects j join incidents i using (subject) where i.id = ${id} for no key update of j`
  const [found] = await tx<Omit<HeldIncident, 'isStorm'>[]>`
    select i.id, i.group_key as "groupKey", i.subject, i.state, i.severity, i.acknowledged_by as owner,
      i.acknowledged_until as "acknowledgedUntil", i.muted_until as "mutedUntil",
      i.is_muted_until_healed as "isMutedUntilHealed",
      exists (
        select from signals s where s.state = 'active' and s.subject = i.subject
          and i.group_key = case when s.subject = ${stormSubject} then s.key else s.subject || '/' || s.family end
      ) as "isActive"
    from incidents i where i.id = ${id} for no key update of i`
  return found && { ...found, isStorm: found.subject === stormSubject }
}
