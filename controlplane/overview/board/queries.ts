import { cloneCauses } from '../../devices/device/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type Board, type BoardPair, type BoardSide, questionedMax } from './api.ts'

/** A pair without what its trajectory is in. */
type KnownPair = Omit<BoardPair, 'lesson' | 'isHere'>

type PairRow = {
  trajectory: string
  code: string | null
  name: string | null
  municipality: string | null
  side: 'home' | 'school' | null
} & BoardSide

/** Open pairs with both sides; all, or those with one of these names (labels of sets, codes); of one counsellor, or of all. */
export async function findBoardPairs(
  sql: Database,
  names: readonly string[] | undefined,
  counsellor?: string,
): Promise<KnownPair[]> {
  const rows = await sql<PairRow[]>`
    select s.trajectory, l.code, l.name, l.municipality, s.side, s.label as set, s.presence,
      s.presence_since as "presenceSince", c.heard_at as "heardAt", s.camera, s.simulated
    from listed_sets s
    left join locations l on l.id = s.school_location_id
    left join connections c on c.device_no = s.device_no
    where s.trajectory is not null
    ${
      names === undefined
        ? sql``
        : sql`and s.trajectory in (
            select trajectory from listed_sets
            where trajectory = any(${names as string[]}::text[]) or label = any(${names as string[]}::text[])
          )`
    } ${counsellor === undefined ? sql`` : sql`and s.counsellor_id = ${counsellor}`}
    order by s.trajectory, s.paired_at desc`
  return asPairs(rows)
}

/** Pairs with what their trajectories are in. */
export function judgePairs(
  pairs: readonly KnownPair[],
  lessons: Pick<LessonClock, 'statusOf' | 'isHere'>,
  at: number,
): BoardPair[] {
  return pairs.map(pair => ({
    ...pair,
    lesson: lessons.statusOf(pair.trajectory, at),
    ...(lessons.isHere(pair.trajectory, at) ? { isHere: true as const } : {}),
  }))
}

/** Every device in question, and why since when; what waits longest first. */
export function findQuestioned(sql: Database, counsellor?: string): Promise<Board['questioned']> {
  return sql`
    select s.label as set, h.cause, h.at as since
    from devices d join sets s on s.id = d.set_id
    left join lateral (
      select h.cause, h.at from device_history h
      where h.device_no = d.device_no and h.state = 'questioned' and h.cause = any(${[...cloneCauses]}::text[])
        and h.at >= coalesce((
          select max(a.at) from device_history a where a.device_no = d.device_no and a.cause = 'accepted'
        ), '-infinity')
      order by h.at limit 1
    ) h on true
    where d.state = 'questioned' ${
      counsellor === undefined
        ? sql``
        : sql`and s.id in (
            select p.set_id from pair_sets p join trajectories t on t.id = p.trajectory_id
            where p.until_at is null and t.counsellor_id = ${counsellor}
          )`
    } order by h.at, s.label limit ${questionedMax}`
}

/** A row a side becomes a pair a trajectory; of two sets on one side the one that came last is shown. */
function asPairs(rows: readonly PairRow[]): KnownPair[] {
  const pairs = new Map<string, KnownPair>()
  for (const { trajectory, code, name, municipality, side, ...shown } of rows) {
    const place = code === null ? null : { code, name, municipality }
    const pair = pairs.get(trajectory) ?? { trajectory, place, home: null, school: null }
    pairs.set(trajectory, pair)
    if (side !== null) pair[side] ??= shown
  }
  return [...pairs.values()]
}
