import type { LessonsBody } from '../../../protocol/lessons.ts'
import { type CivilDay, dayOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { SetKind } from '../../sets/rules.ts'
import { findLessonFacts } from '../fact/queries.ts'
import { type LessonWindows, lessonWindows, noWindows, windowDays } from './rules.ts'

/** One after another, so that who reads first does not write last. */
const windowsLock = 7_240_007
/** A set that claims more than this has lost its mind, not its place. */
const revisionMax = 1e12

/** What one device is to hold as its lessons. */
export type LessonsOf = { deviceId: string; body: LessonsBody }

/**
 * Makes the windows of the sets of these trajectories anew, and of sets that serve nobody any more. The sets whose
 * windows changed are told when that is committed. `now`: ms since 1970 UTC.
 */
export function renewWindows(sql: Database, codes: readonly string[] | 'all', now: number): Promise<void> {
  return sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(${windowsLock})`
    const days = windowDays(dayOf(now))
    const [served, freed] = await Promise.all([
      findServed(tx, codes, days, now),
      findFreed(tx, codes === 'all', noWindows(days)),
    ])
    await queueWork(tx, 'lessons_to_set', await keepChanged(tx, [...served, ...freed], now), now)
  })
}

type OfSet = { set: string; windows: number[]; until: number }

async function findServed(
  tx: Transaction,
  codes: readonly string[] | 'all',
  days: readonly CivilDay[],
  now: number,
): Promise<OfSet[]> {
  const [first, last] = [days[0] as CivilDay, days.at(-1) as CivilDay]
  const holidays = closedDays(yearOf(first), yearOf(last))
  const asked = { codes: codes === 'all' ? undefined : codes, since: first.day, holidays, now }
  const known = await findLessonFacts(tx, asked)
  return known.flatMap(({ sets, facts, pauses }) => {
    if (sets.length === 0) return []
    const windows = asRow(lessonWindows(facts, pauses, days))
    return sets.map(set => ({ set, ...windows }))
  })
}

/** Sets with lessons of a pair that they left; with `all` those too that left one before. */
async function findFreed(tx: Transaction, all: boolean, windows: LessonWindows): Promise<OfSet[]> {
  const rows = await tx<{ set: string }[]>`
    select s.label as set from set_lessons l join sets s on s.id = l.set_id
    where not exists (select from open_pairs p where p.set_id = l.set_id)
      and (${all} or cardinality(l.windows) > 0 or l.until_minute = 0)`
  return rows.map(({ set }) => ({ set, ...asRow(windows) }))
}

/** Writes what is other than before, under a revision that is higher. Returns the sets. */
async function keepChanged(tx: Transaction, rows: readonly OfSet[], now: number): Promise<string[]> {
  if (rows.length === 0) return []
  const changed = await tx<{ id: string }[]>`
    insert into set_lessons (set_id, windows, until_minute, made_at)
    select s.id, i.windows, i.until, ${now}::timestamptz
    from jsonb_to_recordset(${tx.json([...rows])}) as i(set text, windows int[], until int)
    join sets s on s.label = i.set
    left join set_lessons l on l.set_id = s.id
    where l.set_id is null or l.windows <> i.windows or l.until_minute <> i.until
    order by s.id
    on conflict (set_id) do update set
      revision = greatest(excluded.revision, set_lessons.revision + 1),
      windows = excluded.windows, until_minute = excluded.until_minute, made_at = excluded.made_at
    returning set_id as id`
  return changed.map(({ id }) => id)
}

type Row = OfSet & { deviceId: string; kind: SetKind; revision: number }

/** What the devices of these sets (by id) are to hold. A device in question gets no signed word. */
export async function findLessonsOf(sql: Database, sets: readonly string[]): Promise<LessonsOf[]> {
  const rows = await sql<Row[]>`
    select d.id as "deviceId", s.kind, l.revision, to_jsonb(l.windows) as windows, l.until_minute as until
    from set_lessons l join sets s on s.id = l.set_id join live_devices d on d.set_id = s.id
    where l.set_id = any(${[...sets]}::uuid[]) and d.state <> 'questioned'`
  return rows.map(asLessons)
}

/** A set says which lessons it holds. */
export type Held = { deviceNo: number; revision: number }

/**
 * What these sets lack. Of one that holds a higher revision than ours (our database was put back) ours goes above it,
 * or it would never listen again.
 */
export async function findLacking(tx: Transaction, held: readonly Held[]): Promise<LessonsOf[]> {
  if (held.length === 0) return []
  const possible = held.map(({ deviceNo, revision }) => ({
    deviceNo,
    revision: Math.min(revision, revisionMax),
  }))
  const [numbers, revisions] = [
    numberArray(possible.map(({ deviceNo }) => deviceNo)),
    numberArray(possible.map(({ revision }) => revision)),
  ]
  const isAhead = tx`
    select l.set_id, max(i.revision) as revision
    from unnest(${numbers}::int4[], ${revisions}::int8[]) as i(device_no, revision)
    join devices d on d.device_no = i.device_no join set_lessons l on l.set_id = d.set_id
    where i.revision > l.revision group by l.set_id`
  await tx`
    with ahead as (${isAhead}), locked as (
      select a.revision, l.set_id from ahead a join set_lessons l on l.set_id = a.set_id
      order by l.set_id for update of l
    )
    update set_lessons l set revision = k.revision + 1 from locked k where k.set_id = l.set_id`
  const rows = await tx<Row[]>`
    select distinct d.id as "deviceId", s.kind, l.revision, to_jsonb(l.windows) as windows, l.until_minute as until
    from unnest(${numbers}::int4[], ${revisions}::int8[]) as i(device_no, revision)
    join devices d on d.device_no = i.device_no join sets s on s.id = d.set_id
    join set_lessons l on l.set_id = s.id
    where i.revision <> l.revision and d.state <> 'questioned'`
  return rows.map(asLessons)
}

function asLessons({ deviceId, kind, revision, windows, until }: Row): LessonsOf {
  const pairs: LessonsBody['windows'] = []
  for (let at = 0; at + 1 < windows.length; at += 2) pairs.push([windows[at]!, windows[at + 1]!])
  return { deviceId, body: { revision, side: kind, windows: pairs, until } }
}

function asRow({ windows, until }: LessonWindows) {
  return { windows: windows.flat(), until }
}

const yearOf = ({ day }: CivilDay) => Number(day.slice(0, 4))
