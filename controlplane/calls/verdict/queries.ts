import { type CivilDay, dayAfter, dayOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { findLessonFacts } from '../../lessons/fact/queries.ts'
import { presentLessons } from '../../lessons/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { EvidenceCode, FaultSide, PairVerdict } from '../pair/rules.ts'
import type { Stretch } from '../time/rules.ts'
import { type LessonMinutes, losingVerdicts, lostLessonMinutes, type VerdictSaid } from './rules.ts'

type Sql = Database | Transaction

/** What is said of a pair that is in a lesson, since when, and when that ends; instants in ms since 1970 UTC. */
export type HeldVerdict = {
  code: string
  verdict: PairVerdict
  side: FaultSide | null
  evidence: EvidenceCode[]
  since: number
  lessonUntil: number
}

/** Of these trajectories, or of all; who is in no lesson is left out. */
export function findVerdicts(sql: Sql, codes: readonly string[] | 'all'): Promise<HeldVerdict[]> {
  const ofThem = codes === 'all' ? sql`` : sql`where t.code = any(${[...codes]}::text[])`
  return sql<HeldVerdict[]>`
    select t.code, v.verdict, v.side, v.evidence, v.since_at as since, v.lesson_until as "lessonUntil"
    from pair_verdicts v join trajectories t on t.id = v.trajectory_id ${ofThem} order by t.code`
}

/** What was said of a pair between two instants, in order, with what held at the first. */
export function findVerdictHistory(sql: Sql, code: string, { from, until }: Stretch): Promise<VerdictSaid[]> {
  return sql<VerdictSaid[]>`
    with of as (select id from trajectories where code = ${code})
    select h.at, h.verdict, h.side from verdict_history h join of on of.id = h.trajectory_id
    where h.at < ${until}::timestamptz and h.at >= coalesce(
      (
        select max(b.at) from verdict_history b
        where b.trajectory_id = of.id and b.at <= ${from}::timestamptz
      ),
      ${from}::timestamptz
    )
    order by h.at, h.no`
}

/** What a trajectory lost of its lessons between two instants, by its lessons as they are known now. */
export async function lostMinutesOf(sql: Sql, code: string, within: Stretch): Promise<LessonMinutes> {
  const [found] = await countLost(sql, [code], within)
  return found?.minutes ?? { given: 0, lost: 0, unknown: 0 }
}

/** The same of many at once; who lost nothing is left out. */
export async function lostMinutesByCode(
  sql: Sql,
  codes: readonly string[],
  within: Stretch,
): Promise<Map<string, LessonMinutes>> {
  const rows = await sql<{ code: string }[]>`
    select t.code from trajectories t
    where t.code = any(${[...codes]}::text[]) and exists (
      select from verdict_history h
      where h.trajectory_id = t.id and h.at < ${within.until}::timestamptz
        and h.verdict = any(${[...losingVerdicts]}::text[]) and coalesce(
          (
            select min(n.at) from verdict_history n
            where n.trajectory_id = h.trajectory_id and (n.at, n.no) > (h.at, h.no)
          ) > ${within.from}::timestamptz,
          true
        )
    )`
  const found = await countLost(
    sql,
    rows.map(({ code }) => code),
    within,
  )
  return new Map(found.map(({ code, minutes }) => [code, minutes]))
}

async function countLost(
  sql: Sql,
  codes: readonly string[],
  within: Stretch,
): Promise<{ code: string; minutes: LessonMinutes }[]> {
  if (codes.length === 0) return []
  const [first, last] = [dayOf(within.from), dayOf(within.until)]
  const days: CivilDay[] = []
  for (let day = first; day.day <= last.day; day = dayAfter(day)) days.push(day)
  const holidays = closedDays(yearOf(first), yearOf(last))
  const known = await findLessonFacts(sql, { codes, since: first.day, holidays, now: within.until })
  return Promise.all(
    known.map(async ({ code, facts }) => {
      const history = await findVerdictHistory(sql, code, within)
      const lessons = days.flatMap(day => presentLessons(facts, day))
      return { code, minutes: lostLessonMinutes(history, lessons, within) }
    }),
  )
}

const yearOf = ({ day }: CivilDay) => Number(day.slice(0, 4))
