import { todayAt } from '../../calendar/day/rules.ts'
import { findFirstNames } from '../../people/account/queries.ts'
import type { Phases } from '../../trajectories/deadline/live.ts'
import { findPairs } from '../board/whole-queries.ts'
import type { TrajectoryDetail } from './api.ts'
import { counsellorOf, type Parts, sideOf } from './queries.ts'

type Head = Pick<
  TrajectoryDetail,
  'code' | 'level' | 'schoolYear' | 'knowsChild' | 'home' | 'school' | 'hasTimetable'
> & { id: string; counsellor: string | null }

/** Everything known of one trajectory but what is personal; undefined: there is none with this code. */
export async function findTrajectory(
  { sql, personal, lessons, phasesOf }: Omit<Parts, 'judge'> & { phasesOf: Phases },
  code: string,
  at: number,
): Promise<TrajectoryDetail | undefined> {
  const [head] = await sql<Head[]>`
    select t.id, t.code, t.level, t.school_year as "schoolYear", t.counsellor_id as counsellor,
      t.key_id is not null as "knowsChild",
      exists (select from timetables w where w.trajectory_id = t.id) as "hasTimetable",
      ${sideOf(sql, 'home')} as home, ${sideOf(sql, 'school')} as school
    from trajectories t where t.code = ${code}`
  if (!head) return undefined
  const { id, counsellor, ...known } = head
  const [milestones, pauses, served, names, pairs] = await Promise.all([
    sql<TrajectoryDetail['milestones']>`
      select name, side, day::text as day, recorded_at as "recordedAt" from milestones
      where trajectory_id = ${id} order by day, recorded_at, name, side`,
    sql<TrajectoryDetail['pauses']>`
      select id, from_day::text as "fromDay", until_day::text as "untilDay" from pauses
      where trajectory_id = ${id} order by from_day`,
    sql<TrajectoryDetail['served']>`
      select s.label as set, p.side, p.from_at as "from", p.until_at as "until"
      from pair_sets p join sets s on s.id = p.set_id
      where p.trajectory_id = ${id} order by p.from_at desc, p.side`,
    findFirstNames(sql, personal, counsellor === null ? [] : [counsellor]),
    findPairs({ sql, lessons }, { names: [code], now: at }, () => true),
  ])
  const [pair] = pairs
  return {
    ...known,
    ...phasesOf({ milestones, pauses }, todayAt(at)),
    at,
    counsellor: counsellorOf(counsellor, names),
    milestones: [...milestones],
    pauses: [...pauses],
    served: [...served],
    pair: pair ?? null,
    lesson: lessons.statusOf(code, at),
  }
}
