import type { PendingQuery, Row } from 'postgres'
import { todayAt } from '../../calendar/day/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import { findFirstNames } from '../../people/account/queries.ts'
import type { Viewer } from '../../people/viewer/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { PhaseNow } from '../../trajectories/deadline/live.ts'
import { phases } from '../../trajectories/milestone/rules.ts'
import {
  type TrajectoriesPage,
  type TrajectoriesQuery,
  type TrajectoryRow,
  trajectoriesPageMax,
} from './api.ts'
import { type Found, findBy, foundBy, isFound } from './found-queries.ts'
import { milestonesOfAll, type openJudge, pausesOfAll } from './phase-queries.ts'

type Fragment = PendingQuery<Row[]>
export type Parts = {
  sql: Database
  personal: PersonalData
  lessons: LessonClock
  judge: ReturnType<typeof openJudge>
}
type Asking = { query: TrajectoriesQuery; viewer: Viewer; at: number }

/** What is read of every match, so that phases can be counted and sorted by. */
type Match = {
  code: string
  place: string | null
  milestones: string | null
  pauses: string | null
  foundBy: TrajectoryRow['foundBy']
}
type Judged = Pick<Match, 'code' | 'place' | 'foundBy'> & PhaseNow

/**
 * A page of the list, and how the matches divide; `matches` are all that is counted, whichever page. Phases are judged
 * when they are read, for every match.
 */
export async function findTrajectories(
  parts: Parts,
  { query, viewer, at }: Asking,
): Promise<{ page: Omit<TrajectoriesPage, 'at'>; matches: readonly Pick<Match, 'code' | 'foundBy'>[] }> {
  const { sql, personal, lessons, judge } = parts
  const today = todayAt(at)
  const q = query.q?.trim()
  await lessons.catchUp()
  const found = q ? await findBy({ sql, personal }, q, viewer) : undefined
  const matches = (await findMatches(sql, query, viewer, found))
    .map(match => ({ ...match, ...judge(match, today) }))
    .filter(({ code }) => query.lessons !== 'now' || lessons.statusOf(code, at)?.status === 'lesson')
  const isLate = ({ deadline }: Judged) => deadline?.isOver === true
  const wanted = query.phase?.split(',')
  const inPhase = ({ phase }: Judged) => wanted === undefined || wanted.includes(phase)
  const late = matches.filter(one => inPhase(one) && isLate(one))
  const counted = query.late ? matches.filter(isLate) : matches
  const shown = counted.filter(inPhase).sort(orderOf(query))
  const offset = Number(query.offset ?? 0)
  const end = offset + Math.min(Number(query.limit ?? trajectoriesPageMax), trajectoriesPageMax)
  const rows = await findRows(parts, shown.slice(offset, end), at)
  const page = { total: shown.length, late: late.length, phases: countByPhase(counted), rows }
  return { page, matches }
}

function countByPhase(matches: readonly Judged[]): TrajectoriesPage['phases'] {
  const counts = Object.fromEntries(phases.map(phase => [phase, 0])) as TrajectoriesPage['phases']
  for (const { phase } of matches) counts[phase] += 1
  return counts
}

const byText = (a: string | null | undefined, b: string | null | undefined): number => {
  if (a == null || b == null) return Number(a == null) - Number(b == null)
  return a < b ? -1 : Number(a > b)
}

/** What has nothing to sort by comes last, whichever way. */
function orderOf({ sort = 'code', direction = 'up' }: TrajectoriesQuery) {
  const way = direction === 'down' ? -1 : 1
  const textOf = {
    code: ({ code }: Judged) => code,
    deadline: ({ deadline }: Judged) => deadline?.day ?? null,
    phase: ({ phase }: Judged) => String(phases.indexOf(phase)).padStart(2, '0'),
    place: ({ place }: Judged) => place,
  }[sort]
  return (one: Judged, other: Judged) => {
    const [a, b] = [textOf(one), textOf(other)]
    const order = byText(a, b)
    return (a === null || b === null ? order : order * way) || byText(one.code, other.code)
  }
}

function findMatches(
  sql: Database,
  { lessons, whose }: TrajectoriesQuery,
  { reach, accountId }: Viewer,
  found: Found | undefined,
): Promise<Match[]> {
  const all: Fragment[] = [sql`true`]
  if (found) all.push(isFound(sql, found))
  if (reach === 'own') all.push(sql`t.counsellor_id = ${accountId}`)
  if (whose) all.push(sql`t.counsellor_id::text = ${whose === 'me' ? accountId : whose}`)
  if (lessons === 'none') all.push(sql`not exists (select from timetables w where w.trajectory_id = t.id)`)
  const by = found ? foundBy(sql, found) : sql`null`
  return sql<Match[]>`
    ${found ? found.before : sql``} select t.code, l.name as place, m.said as milestones, p.said as pauses, ${by} as "foundBy"
    from trajectories t
    left join locations l on l.id = t.school_location_id
    left join (${milestonesOfAll(sql)}) m on m.trajectory_id = t.id
    left join (${pausesOfAll(sql)}) p on p.trajectory_id = t.id
    where ${all.reduce((left, right) => sql`${left} and ${right}`)}`
}

type Side = TrajectoryRow['home']
type Shown = Pick<TrajectoryRow, 'code' | 'level' | 'schoolYear' | 'hasTimetable'> & {
  counsellor: string | null
  home: Side
  school: Side
}

/** The rest of what one page shows. */
async function findRows(
  { sql, personal, lessons }: Parts,
  page: readonly Judged[],
  at: number,
): Promise<TrajectoryRow[]> {
  const known = await sql<Shown[]>`
    select t.code, t.level, t.school_year as "schoolYear", t.counsellor_id as counsellor,
      exists (select from timetables w where w.trajectory_id = t.id) as "hasTimetable",
      ${sideOf(sql, 'home')} as home, ${sideOf(sql, 'school')} as school
    from trajectories t where t.code = any(${page.map(({ code }) => code)}::text[])`
  const names = await findFirstNames(sql, personal, [
    ...new Set(known.flatMap(({ counsellor }) => (counsellor === null ? [] : [counsellor]))),
  ])
  const byCode = new Map(known.map(one => [one.code, one]))
  return page.flatMap(({ code, phase, deadline, foundBy }) => {
    const row = byCode.get(code)
    if (!row) return []
    const counsellor = counsellorOf(row.counsellor, names)
    return [{ ...row, phase, deadline, foundBy, counsellor, lesson: lessons.statusOf(code, at) }]
  })
}

/** Whose it is, as it is shown. */
export function counsellorOf(
  account: string | null,
  names: ReadonlyMap<string, string>,
): TrajectoryRow['counsellor'] {
  const firstName = account === null ? undefined : names.get(account)
  return account === null || firstName === undefined ? null : { account, firstName }
}

/** One side of `t` as an object: the set that came last of those that serve it, whether it is heard, and the place. */
export function sideOf(sql: Database, side: 'home' | 'school'): Fragment {
  const place = side === 'home' ? sql`t.home_location_id` : sql`t.school_location_id`
  return sql`(
    select json_build_object(
      'set', s.label,
      'presence', coalesce(c.presence, 'unheard'),
      'place', case when l.id is not null then
        json_build_object('code', l.code, 'name', l.name, 'municipality', l.municipality) end
    )
    from (select 1) one
    left join locations l on l.id = ${place}
    left join lateral (
      select p.set_id from pair_sets p
      where p.trajectory_id = t.id and p.side = ${side} and p.until_at is null order by p.from_at desc limit 1
    ) p on true
    left join sets s on s.id = p.set_id
    left join devices d on d.set_id = s.id and d.live
    left join connections c on c.device_no = d.device_no
  )`
}
