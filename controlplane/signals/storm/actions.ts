import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Changes } from '../../platform/changes/rules.ts'
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
import { type Counted, type StormSight, seeStorms, stormKeysOf } from './rules.ts'

type Parts = { settings: RuleSettings; lessons: Pick<LessonClock, 'expectationOf' | 'countLessons'> }

/** Judges where many are lost at once, and does what follows. `now`: ms since 1970 UTC. */
export async function judgeStorms(
  sql: Database,
  { settings, lessons }: Parts,
  now: number,
): Promise<{ changes: Changes; dueAt: number | undefined }> {
  if (!(await mayStorm(sql))) return { changes: {}, dueAt: undefined }
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
    await keepMembers(tx, sights, Object.keys(judged.held.signals), now)
    const tickets: string[] = []
    for (const effect of judged.effects) {
      if (effect.do === 'ticket') tickets.push(...(await openFor(tx, effect, ids, now)))
      if (effect.do === 'heal') tickets.push(...(await healTicketOf(tx, effect, now)))
    }
    const moved = judged.decisions.flatMap(({ of, key }) => (of === 'incident' ? aboutOf(key).name : []))
    return { changes: { ticket: tickets, incident: moved }, dueAt: judged.dueAt }
  })
}

type Ticketing = Parameters<typeof openTicketOf>[1]

/** Calls for a storm; what was opened before for one of its children, and nobody touched, goes on in it. */
async function openFor(
  tx: Transaction,
  effect: Ticketing,
  ids: ReadonlyMap<string, string>,
  now: number,
): Promise<readonly string[]> {
  const location = effect.group.startsWith('location:') ? effect.group.slice(9, -6) : null
  const opened = await openTicketOf(tx, effect, { trajectory: null, location, ids }, now)
  const children = await tx<{ id: string }[]>`
    update incidents i set has_ticket = false, reason = 'suppressed', suppressed_by = ${effect.group}
    from storm_members m join sets s on s.label = m.set join open_pairs p on p.set_id = s.id
    join trajectories t on t.id = p.trajectory_id, tickets k
    where m.group_key = ${effect.group} and i.group_key = 'trajectory:' || t.code || '/connection'
      and i.state <> 'resolved' and i.has_ticket and k.incident_id = i.id and k.state = 'new' and k.acted_at is null
    returning k.id`
  const taken = await absorbTickets(
    tx,
    Number(opened[0]),
    children.map(({ id }) => id),
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
  const over = Object.entries(was.incidents).filter(([key]) => !seen.has(key))
  let all: Judging = {
    held: { signals: {}, incidents: Object.fromEntries(over) },
    decisions: [],
    effects: [],
    dueAt: undefined,
  }
  for (const sight of sights.toSorted((a, b) => widths[a.rule] - widths[b.rule])) {
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

const widths: Record<StormSight['rule'], number> = { storm_platform: 0, storm_provider: 1, storm_location: 2 }

function sightedOf({ key, rule, seen }: StormSight): Sighted {
  return { key, rule, set: null, side: null, group: key, seen }
}

/** Who went in storms that are on; of those that are over nobody. */
async function keepMembers(
  tx: Transaction,
  sights: readonly StormSight[],
  live: readonly string[],
  now: number,
): Promise<void> {
  await tx`delete from storm_members where not group_key = any(${[...live]}::text[])`
  const rows = sights
    .filter(({ key, seen }) => seen.holds === true && live.includes(key))
    .flatMap(({ key, gone }) => gone.map(set => ({ key, set })))
  if (rows.length === 0) return
  await tx`
    insert into storm_members (group_key, set, lost_at)
    select key, set, ${now}::timestamptz
    from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ set }) => set)}::text[]) as i(key, set)
    on conflict do nothing`
}
