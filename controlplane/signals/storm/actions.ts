import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { keepHeld } from '../held/actions.ts'
import { findHeld } from '../held/queries.ts'
import { healTicketOf, openTicketOf } from '../judge/effects-actions.ts'
import { judgeSighted } from '../judge/rules.ts'
import type { Sighted } from '../judge/signal-rules.ts'
import type { RuleSettings } from '../settings/rules.ts'
import { findCounted, findMembers, mayStorm, stormSubject } from './queries.ts'
import { type StormSight, seeStorms } from './rules.ts'

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
    const widestFirst = sights.toSorted((a, b) => widths[a.rule] - widths[b.rule])
    const judged = judgeSighted(widestFirst.map(sightedOf), was, {
      ...{ base: stormSubject, settings, parents: [], isMaintenance: false, column, missed: [], now },
    })
    const kept = { subject: stormSubject, was, is: judged.held, decisions: judged.decisions }
    const ids = await keepHeld(tx, [kept], now)
    await keepMembers(tx, widestFirst, Object.keys(judged.held.signals), now)
    const tickets: string[] = []
    for (const effect of judged.effects) {
      if (effect.do === 'ticket') {
        const location = effect.group.startsWith('location:') ? effect.group.slice(9, -6) : null
        tickets.push(...(await openTicketOf(tx, effect, { trajectory: null, location, ids }, now)))
      }
      if (effect.do === 'heal') tickets.push(...(await healTicketOf(tx, effect, now)))
    }
    return { changes: { ticket: tickets }, dueAt: judged.dueAt }
  })
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
