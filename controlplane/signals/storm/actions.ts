import type { PendingQuery, Row } from 'postgres'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { instantArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { absorbTickets } from '../../tickets/join/actions.ts'
import { keepHeld } from '../held/actions.ts'
import { findHeld } from '../held/queries.ts'
import { aboutOf } from '../incident/about-rules.ts'
import type { Incident, Parent } from '../incident/rules.ts'
import { healTicketOf, openTicketOf } from '../judge/effects-actions.ts'
import { type Held, judgeSighted } from '../judge/rules.ts'
import { earliest, type Sighted } from '../judge/signal-rules.ts'
import type { Column } from '../rules.ts'
import type { RuleSettings } from '../settings/rules.ts'
import { findCounted, findMembers, mayStorm, stormSubject } from './queries.ts'
import { byWidth, type Counted, type StormSight, seeStorms, stormKeysOf } from './rules.ts'

type Parts = { settings: RuleSettings; lessons: Pick<LessonClock, 'expectationOf' | 'countLessons'> }

/** Judges where many are lost at once, and does what follows. `now`: ms since 1970 UTC. */
export async function judgeStorms(
  sql: Database,
  { settings, lessons }: Parts,
  now: number,
): Promise<Changes> {
  if (!(await mayStorm(sql))) return {}
  return sql.begin(async tx => {
    await tx`
      insert into judged_subjects (subject, judged_at) values (${stormSubject}, ${now}::timestamptz)
      on conflict (subject) do update set judged_at = excluded.judged_at`
    const [held, members, counted] = await Promise.all([
      findHeld(tx, [stormSubject]),
      findMembers(tx),
      findCounted(tx, lessons.expectationOf, now),
    ])
    const was = held.get(stormSubject)!
    const sights = seeStorms(counted, members, settings, now)
    const column = lessons.countLessons(now) > 0 ? ('lesson' as const) : ('otherwise' as const)
    const judged = judgeEach(sights, was, { counted, settings, column, now })
    const kept = { subject: stormSubject, was, is: judged.held, decisions: judged.decisions }
    const ids = await keepHeld(tx, [kept], now)
    await keepMembers(tx, sights, Object.keys(judged.held.signals))
    const tickets: string[] = []
    for (const effect of judged.effects) {
      if (effect.do === 'ticket') tickets.push(...(await openFor(tx, effect, ids, now)))
      if (effect.do === 'heal') tickets.push(...(await healTicketOf(tx, effect, now)))
    }
    const moved = judged.decisions.flatMap(({ of, key }) => (of === 'incident' ? aboutOf(key).name : []))
    await tx`
      update judged_subjects set due_at = ${judged.dueAt ?? null}::timestamptz where subject = ${stormSubject}`
    return { ticket: tickets, incident: moved }
  })
}

type Ticketing = Parameters<typeof openTicketOf>[1]

/** What began longer before a storm than this is not of it. */
const beforeMs = 600_000

/**
 * Calls for a storm. What was opened shortly before for one of its children or for a storm inside it, and nobody touched,
 * goes on in it.
 */
async function openFor(
  tx: Transaction,
  effect: Ticketing,
  ids: ReadonlyMap<string, string>,
  now: number,
): Promise<readonly string[]> {
  const location = effect.group.startsWith('location:') ? effect.group.slice(9, -6) : null
  const opened = await openTicketOf(tx, effect, { trajectory: null, location, ids }, now)
  const inside = await tx<{ id: string }[]>`
    update incidents i set has_ticket = false, reason = 'suppressed' from tickets k
    where i.subject = ${stormSubject} and i.suppressed_by = ${effect.group} and i.state <> 'resolved' and i.has_ticket
      and k.incident_id = i.id and k.state = 'new' and k.acted_at is null
    returning k.id`
  const children = await tx<{ id: string }[]>`
    update incidents i set has_ticket = false, reason = 'suppressed', suppressed_by = ${effect.group}
    from storm_members m join sets s on s.label = m.set join open_pairs p on p.set_id = s.id
    join trajectories t on t.id = p.trajectory_id, tickets k
    where m.group_key = ${effect.group} and i.group_key = 'trajectory:' || t.code || '/connection'
      and i.state <> 'resolved' and i.has_ticket and k.incident_id = i.id and k.state = 'new' and k.acted_at is null
      and i.opened_at >= ${effect.incident.openedAt - beforeMs}::timestamptz
    returning k.id`
  const taken = await absorbTickets(
    tx,
    Number(opened[0]),
    [...inside, ...children].map(({ id }) => id),
    now,
  )
  return [...opened, ...taken]
}

type Judging = Omit<ReturnType<typeof judgeSighted>, 'dueAt'> & { dueAt: number | undefined }
type Around = { counted: readonly Counted[]; settings: RuleSettings; column: Column; now: number }

/** The widest first: it explains the narrower ones, which call nobody then. */
function judgeEach(
  sights: readonly StormSight[],
  was: Held,
  { counted, settings, column, now }: Around,
): Judging {
  const around = { base: stormSubject, settings, isMaintenance: false, column, missed: [], now }
  const seen = new Set(sights.map(({ key }) => key))
  const unseen = Object.entries(was.incidents).filter(([key]) => !seen.has(key))
  const over = { signals: {}, incidents: Object.fromEntries(unseen) }
  let all: Judging = judgeSighted([], over, { ...around, parents: [] })
  for (const sight of sights.toSorted(byWidth)) {
    const { key } = sight
    const parents = widerThan(sight, counted).flatMap(wider => parentOf(wider, all.held.incidents[wider]))
    const one = judgeSighted([sightedOf(sight)], only(was, key), { ...around, parents })
    all = {
      held: {
        signals: { ...all.held.signals, ...one.held.signals },
        incidents: { ...all.held.incidents, ...one.held.incidents },
      },
      decisions: [...all.decisions, ...one.decisions],
      effects: [...all.effects, ...one.effects],
      dueAt: earliest(all.dueAt, one.dueAt),
    }
  }
  return all
}

function only({ signals, incidents }: Held, key: string): Held {
  const of = <Value>(all: Readonly<Record<string, Value>>) => {
    const value = all[key]
    return value === undefined ? {} : { [key]: value }
  }
  return { signals: of(signals), incidents: of(incidents) }
}

function parentOf(key: string, incident: Incident | undefined): Parent[] {
  return incident ? [{ key, since: incident.openedAt, resolvedAt: incident.resolvedAt }] : []
}

/** The keys of the storms that would explain this one. */
function widerThan({ key, rule }: StormSight, counted: readonly Counted[]): string[] {
  if (rule === 'storm_platform') return []
  if (rule === 'storm_provider') return ['platform/storm']
  const there = counted.filter(({ location }) => key === `location:${location}/storm`)
  return [...new Set(there.flatMap(stormKeysOf))].filter(other => other !== key)
}

function sightedOf({ key, rule, seen }: StormSight): Sighted {
  return { key, rule, set: null, side: null, group: key, seen }
}

/** Who went in storms that are on, but for whom a person took out; what went in an incident stays written down there. */
async function keepMembers(
  tx: Transaction,
  sights: readonly StormSight[],
  live: readonly string[],
): Promise<void> {
  await tx`
    delete from storm_members m
    where not m.group_key = any(${[...live]}::text[]) or ${isTakenOut(tx, tx`m.group_key`, tx`m.set`)}`
  const rows = sights
    .filter(({ key, seen }) => seen.holds === true && live.includes(key))
    .flatMap(({ key, gone }) => gone.map(({ label, lostSince }) => ({ key, label, at: lostSince! })))
  if (rows.length > 0)
    await tx`
      insert into storm_members (group_key, set, lost_at)
      select key, set, at from unnest(
        ${rows.map(({ key }) => key)}::text[], ${rows.map(({ label }) => label)}::text[],
        ${instantArray(rows.map(({ at }) => at))}::timestamptz[]
      ) as g(key, set, at)
      where not ${isTakenOut(tx, tx`g.key`, tx`g.set`)}
      on conflict do nothing`
  await tx`
    insert into incident_sets (incident_id, set, lost_at)
    select i.id, m.set, m.lost_at from storm_members m join incidents i using (group_key)
    where i.subject = ${stormSubject} and i.state <> 'resolved'
      and not exists (select from incident_sets s where s.incident_id = i.id and s.set = m.set)`
}

type Fragment = PendingQuery<Row[]>

/** Whether a person took the pair of a set out of the storm with this key. */
function isTakenOut(tx: Transaction, key: Fragment, set: Fragment): Fragment {
  return tx`exists (
    select from storm_moves v join incidents i on i.id = v.incident_id join trajectories t on t.code = v.trajectory
    join open_pairs p on p.trajectory_id = t.id join sets s on s.id = p.set_id
    where i.group_key = ${key} and i.state <> 'resolved' and not v.is_in and s.label = ${set}
  )`
}
