import { cloneCauses } from '../../devices/device/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type Board, type BoardPair, type BoardSide, questionedMax } from './api.ts'

/** A pair without what its trajectory is in. */
type KnownPair = Omit<BoardPair, 'lesson' | 'isHere'>

/** The columns of both sides stand beside each other: half as many rows as sides, and a row costs more than a column. */
type PairRow = {
  trajectory: string
  code: string | null
  name: string | null
  municipality: string | null
} & SideColumns<'home'> &
  SideColumns<'school'>
type SideColumns<Side extends 'home' | 'school'> = {
  [Column in keyof BoardSide as `${Side}${Capitalize<Column>}`]: BoardSide[Column] | null
}

/** Open pairs with both sides; all, or those with one of these names (labels of sets, codes); of one counsellor, or of all. */
export async function findBoardPairs(
  sql: Database,
  names: readonly string[] | undefined,
  counsellor?: string,
): Promise<KnownPair[]> {
  const named = names as string[] | undefined
  const wanted = sql`
    s.trajectory is not null ${
      named === undefined
        ? sql``
        : sql`and s.trajectory in (
            select trajectory from listed_sets where trajectory = any(${named}::text[]) or label = any(${named}::text[])
          )`
    } ${counsellor === undefined ? sql`` : sql`and s.counsellor_id = ${counsellor}`}`
  const side = (of: 'home' | 'school') => sql`(
    select s.*, c.heard_at from listed_sets s left join connections c on c.device_no = s.device_no
    where s.side = ${of} and ${wanted}
  )`
  const rows = await sql<PairRow[]>`
    select trajectory, l.code, l.name, l.municipality,
      h.label as "homeSet", h.presence as "homePresence", h.presence_since as "homePresenceSince",
      h.heard_at as "homeHeardAt", h.camera as "homeCamera", h.simulated as "homeSimulated",
      k.label as "schoolSet", k.presence as "schoolPresence", k.presence_since as "schoolPresenceSince",
      k.heard_at as "schoolHeardAt", k.camera as "schoolCamera", k.simulated as "schoolSimulated"
    from ${side('home')} h full join ${side('school')} k using (trajectory)
    left join locations l on l.id = coalesce(h.school_location_id, k.school_location_id)
    order by trajectory, h.paired_at desc, k.paired_at desc`
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

/** Of two sets on one side the one that came last is shown: it stands in the first row of its trajectory. */
function asPairs(rows: readonly PairRow[]): KnownPair[] {
  const pairs = new Map<string, KnownPair>()
  for (const row of rows) {
    const { trajectory, code, name, municipality } = row
    if (pairs.has(trajectory)) continue
    const place = code === null ? null : { code, name, municipality }
    pairs.set(trajectory, { trajectory, place, home: homeOf(row), school: schoolOf(row) })
  }
  return [...pairs.values()]
}

function homeOf(row: PairRow): BoardSide | null {
  if (row.homeSet === null) return null
  return {
    set: row.homeSet,
    presence: row.homePresence!,
    presenceSince: row.homePresenceSince,
    heardAt: row.homeHeardAt,
    camera: row.homeCamera!,
    simulated: row.homeSimulated!,
  }
}

function schoolOf(row: PairRow): BoardSide | null {
  if (row.schoolSet === null) return null
  return {
    set: row.schoolSet,
    presence: row.schoolPresence!,
    presenceSince: row.schoolPresenceSince,
    heardAt: row.schoolHeardAt,
    camera: row.schoolCamera!,
    simulated: row.schoolSimulated!,
  }
}
